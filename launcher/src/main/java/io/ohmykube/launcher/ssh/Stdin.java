package io.ohmykube.launcher.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * What a command reads. Never hands the library more than the machine has room for: a write that waits for room there
 * holds a lock which the library's reading thread needs to close the channel, so that a program that ends without
 * reading all its input would stop the whole connection.
 */
final class Stdin extends OutputStream {
    private static final int BUFFER = 32 * 1024;
    private static final long POLL = Duration.ofMillis(1).toNanos();

    private final Session.Command running;
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;
    private boolean broken;

    Stdin(Session.Command running) {
        this.running = running;
    }

    /** Whether a write failed because nobody reads any more, rather than for want of something to write. */
    boolean broken() {
        return broken;
    }

    @Override
    public void write(int b) throws IOException {
        if (buffered == BUFFER) {
            flush();
        }
        buffer[buffered++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (buffered == BUFFER) {
                flush();
            }
            int n = Math.min(left, BUFFER - buffered);
            System.arraycopy(bytes, from, buffer, buffered, n);
            buffered += n;
            from += n;
            left -= n;
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            int sent = 0;
            while (sent < buffered) {
                int n = (int) Math.min(buffered - sent, room());
                running.getOutputStream().write(buffer, sent, n);
                running.getOutputStream().flush();
                sent += n;
            }
            buffered = 0;
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    /** Sends what is left and the end. The caller's content never ends the stream itself. */
    void end() throws IOException {
        flush();
        try {
            running.getOutputStream().close();
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    private long room() throws IOException {
        while (true) {
            long room = running.getRemoteWinSize();
            if (room > 0) {
                return room;
            }
            if (!running.isOpen()) {
                throw new IOException("the command ended without reading all its input");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the command is given up");
            }
            LockSupport.parkNanos(POLL);
        }
    }
}
