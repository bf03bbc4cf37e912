package io.ohmykube.cache.fetch;

import io.ohmykube.cache.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells how much has been read. */
final class CountingStream extends FilterInputStream {
    private final Progress.Transfer transfer;
    private long count;

    CountingStream(InputStream in, Progress.Transfer transfer) {
        super(in);
        this.transfer = transfer;
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            count += read;
            transfer.advance(read);
        }
        return read;
    }
}
