package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongFunction;

/** Goes on where a transfer broke off, without its reader noticing. */
final class ResumingStream extends InputStream {
    /** So many connections in a row may bring nothing. */
    private static final int FRUITLESS = 2;

    private static final int CONNECTIONS = 100;

    private final LongFunction<Body> others;
    private final Attempts attempts;
    private InputStream current;
    private long at;
    private int fruitless;
    private int connections;

    /**
     * @param first the bytes from {@code at} on
     * @param others gives the bytes from there on, over another connection
     */
    ResumingStream(InputStream first, long at, LongFunction<Body> others, Attempts attempts) {
        this.current = first;
        this.at = at;
        this.others = others;
        this.attempts = attempts;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (true) {
            try {
                int count = current.read(buffer, offset, length);
                if (count > 0) {
                    at += count;
                    fruitless = 0;
                }
                return count;
            } catch (CacheException broken) {
                goOn(broken);
            }
        }
    }

    private void goOn(CacheException broken) throws IOException {
        // Who has read nothing yet can begin anew as well.
        if (broken.retryAfter() == null || at == 0 || Thread.currentThread().isInterrupted()) {
            throw broken;
        }
        fruitless++;
        connections++;
        if (fruitless > FRUITLESS || connections > CONNECTIONS) {
            throw new CacheException(broken.kind(), String.valueOf(broken.getMessage()), broken);
        }
        current.close();
        attempts.pause(broken, fruitless);
        current = others.apply(at).stream();
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
