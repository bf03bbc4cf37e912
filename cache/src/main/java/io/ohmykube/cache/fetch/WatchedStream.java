package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends a transfer that no longer makes progress: the HTTP client's own timeout ends with the response's headers.
 * Failures of the other side come out as {@link CacheException}, so that they are not taken for local ones.
 */
final class WatchedStream extends FilterInputStream {
    private final URI address;
    private final Failures failures;
    private final Duration idle;
    private final ScheduledFuture<?> watch;
    /** When the read under way began; 0 while the reader is busy elsewhere, which is not the other side's fault. */
    private volatile long readingSince;

    private volatile boolean stalled;

    WatchedStream(InputStream body, URI address, Failures failures, Duration idle, ScheduledExecutorService scheduler) {
        super(body);
        this.address = address;
        this.failures = failures;
        this.idle = idle;
        long period = Math.max(1, idle.toMillis() / 4);
        this.watch = scheduler.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long since = readingSince;
        if (since != 0 && System.nanoTime() - since > idle.toNanos()) {
            stalled = true;
            watch.cancel(false);
            try {
                in.close();
            } catch (IOException alreadyBroken) {
                stalled = true;
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        readingSince = System.nanoTime();
        try {
            int count = in.read(buffer, offset, length);
            if (stalled) {
                throw timedOut();
            }
            return count;
        } catch (IOException cause) {
            if (cause.getCause() instanceof InterruptedException) {
                // The JDK's client drops the flag.
                Thread.currentThread().interrupt();
            }
            throw failures.of(address, stalled ? timedOut() : cause);
        } finally {
            readingSince = 0;
        }
    }

    private HttpTimeoutException timedOut() {
        return new HttpTimeoutException("no data for " + idle.toSeconds() + " s");
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        super.close();
    }
}
