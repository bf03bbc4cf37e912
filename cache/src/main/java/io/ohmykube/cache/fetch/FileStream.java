package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** A file of a mirror; a failure to read it comes out as {@link CacheException}, as with a server. */
final class FileStream extends FilterInputStream {
    private final URI address;

    FileStream(InputStream file, URI address) {
        super(file);
        this.address = address;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException cause) {
            throw new CacheException(CacheException.Kind.UNAVAILABLE, "cannot read " + address + ": " + cause, cause);
        }
    }
}
