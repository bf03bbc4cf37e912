package io.ohmykube.workers.delegate;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks again and again until something is there or a time is over. */
final class Waiting {
    private Waiting() {}

    /** Empty when the time is over; looks at least once. */
    static <T> Optional<T> until(Duration limit, Duration interval, Supplier<Optional<T>> look)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> seen = look.get();
            if (seen.isPresent() || System.nanoTime() - deadline >= 0) {
                return seen;
            }
            Thread.sleep(interval.toMillis());
        }
    }
}
