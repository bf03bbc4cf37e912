package io.ohmykube.launcher.ssh;

import java.io.IOException;
import java.io.OutputStream;

/** Counts what passes through. */
final class CountingStream extends OutputStream {
    private final OutputStream to;
    private long count;

    CountingStream(OutputStream to) {
        this.to = to;
    }

    long count() {
        return count;
    }

    @Override
    public void write(int b) throws IOException {
        to.write(b);
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        to.write(bytes, offset, length);
        count += length;
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }
}
