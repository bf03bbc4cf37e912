package io.ohmykube.cache.packages;

import io.ohmykube.cache.store.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Hashes and counts what is read. */
final class DigestingStream extends FilterInputStream {
    private final Sha256 sha256 = new Sha256();
    private long size;

    DigestingStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            sha256.update(buffer, offset, count);
            size += count;
        }
        return count;
    }

    /** Reads what nobody wanted: decompressors stop where their format ends. */
    void drain() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }

    String digest() {
        return sha256.digest();
    }

    long size() {
        return size;
    }
}
