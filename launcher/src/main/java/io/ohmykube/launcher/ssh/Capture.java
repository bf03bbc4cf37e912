package io.ohmykube.launcher.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps all that is written to it, up to a limit. */
final class Capture extends OutputStream {
    /** More arrived than is kept. */
    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);

    @Override
    public void write(int b) {
        require(1);
        kept.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        require(length);
        kept.write(bytes, offset, length);
    }

    private void require(int more) {
        if (kept.size() + more > CommandLimits.STDOUT_BYTES) {
            throw new Full();
        }
    }

    @Override
    public String toString() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
