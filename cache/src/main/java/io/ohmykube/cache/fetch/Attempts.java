package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches again what failed for a reason that may have passed a moment later: a server that has a problem or asks to
 * come back soon, a transfer that breaks off, bytes that were damaged on their way. A few times only; who fetched
 * decides what comes then.
 */
public final class Attempts {
    private static final int LIMIT = 3;

    /** Damage on the way is rare; a source with other bytes than were published would be read to its end each time. */
    private static final int LIMIT_OF_MISMATCHES = 2;

    /** A server that wants more time than this is left alone. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Duration pause;

    /** @param pause before the second attempt where the server names none; twice as long before the third */
    public Attempts(Duration pause) {
        this.pause = pause;
    }

    /**
     * The result of the first attempt that succeeds.
     *
     * @throws CacheException the first failure, followed by the last one where that says something else
     */
    public <T> T of(Supplier<T> fetch) {
        CacheException first = null;
        for (int attempt = 1; ; attempt++) {
            try {
                return fetch.get();
            } catch (CacheException failure) {
                first = first == null ? failure : first;
                Duration wanted = failure.retryAfter();
                int limit = failure.kind() == Kind.CHECKSUM_MISMATCH ? LIMIT_OF_MISMATCHES : LIMIT;
                if (wanted == null
                        || attempt >= limit
                        || wanted.compareTo(LONGEST_PAUSE) > 0
                        || Thread.currentThread().isInterrupted()) {
                    throw both(first, failure);
                }
                pause(failure, attempt);
            }
        }
    }

    /** Waits for as long as this failure, the so-maniest in a row, asks for. */
    void pause(CacheException failure, int attempt) {
        Duration wanted = failure.retryAfter();
        sleep(wanted == null || wanted.isZero() ? pause.multipliedBy(attempt) : wanted, failure);
    }

    private static CacheException both(CacheException first, CacheException last) {
        @Nullable String before = first.getMessage();
        return before == null || before.equals(last.getMessage())
                ? last
                : new CacheException(last.kind(), before + "; then, tried again: " + last.getMessage(), last);
    }

    private static void sleep(Duration time, CacheException failure) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CacheException(Kind.UNAVAILABLE, "interrupted after: " + failure.getMessage(), interrupted);
        }
    }
}
