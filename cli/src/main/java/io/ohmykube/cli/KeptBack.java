package io.ohmykube.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Keeps what is written until it is known whether somebody is to read it. */
final class KeptBack extends OutputStream {
    private final OutputStream out;
    private @Nullable ByteArrayOutputStream kept = new ByteArrayOutputStream();

    KeptBack(OutputStream out) {
        this.out = out;
    }

    /** Nobody is to read what was written so far; what follows is written at once. */
    synchronized void drop() {
        kept = null;
    }

    /** What was written so far is to be read, if it was not dropped. */
    synchronized void tell() throws IOException {
        if (kept != null) {
            kept.writeTo(out);
            kept = null;
        }
        out.flush();
    }

    @Override
    public synchronized void write(int next) throws IOException {
        (kept == null ? out : kept).write(next);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        (kept == null ? out : kept).write(bytes, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        if (kept == null) {
            out.flush();
        }
    }
}
