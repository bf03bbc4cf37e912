package io.ohmykube.launcher.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the last bytes written to it. */
final class Tail extends OutputStream {
    private static final int FIRST_SIZE = 512;

    private final int limit;
    private byte[] ring;
    private long written;

    Tail(int limit) {
        this.limit = limit;
        this.ring = new byte[Math.min(FIRST_SIZE, limit)];
    }

    @Override
    public void write(int b) {
        if (written == ring.length && ring.length < limit) {
            ring = Arrays.copyOf(ring, Math.min(limit, ring.length * 2));
        }
        ring[(int) (written % ring.length)] = (byte) b;
        written++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int skipped = Math.max(0, length - limit);
        for (int i = offset + skipped; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public String toString() {
        int start = (int) (written % ring.length);
        return written <= ring.length
                ? new String(ring, 0, (int) written, StandardCharsets.UTF_8)
                : new String(ring, start, ring.length - start, StandardCharsets.UTF_8)
                        + new String(ring, 0, start, StandardCharsets.UTF_8);
    }
}
