package io.ohmykube.cli.crash;

import io.ohmykube.cli.crash.Happened.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** How long it takes to be back where the process was killed. */
final class Recovery {
    static final Duration LIMIT = Duration.ofSeconds(2);

    private static final int REPLAYS = 2;

    private Recovery() {}

    /**
     * How much longer than a usual start it took to be back at the step; empty where it did not begin. Beyond the limit, the
     * same state is gone on from again and the fastest counts: what holds the program up, such as a lock that has to run out,
     * does so every time, and a host that was busy for a moment does not.
     *
     * @param left what the kill left
     * @param first the run that went on from it
     * @param goOn goes on from it as that run did
     */
    static Optional<Duration> beyond(
            Starts starts, Site site, StepKey key, Snapshot left, Invoked first, Supplier<Invoked> goOn) {
        Optional<Duration> least = of(site, first, key).map(starts::beyond);
        for (int i = 0; i < REPLAYS && isTooLate(least); i++) {
            Duration before = least.orElseThrow();
            least = left.replay(() -> of(site, goOn.get(), key))
                    .map(starts::beyond)
                    .filter(again -> again.compareTo(before) < 0)
                    .or(() -> Optional.of(before));
        }
        return least;
    }

    static boolean isTooLate(Optional<Duration> beyond) {
        return beyond.filter(duration -> duration.compareTo(LIMIT) > 0).isPresent();
    }

    /** From the start of that process to the begin of the step; empty where it did not begin. */
    private static Optional<Duration> of(Site site, Invoked next, StepKey key) {
        return Happened.events(site.events()).stream()
                .filter(event -> event.is("STARTED")
                        && event.key().equals(key)
                        && isWithin(event.time(), next.began(), next.ended()))
                .map(Event::time)
                .findFirst()
                .map(time -> Duration.between(next.began(), time));
    }

    private static boolean isWithin(Instant time, Instant began, Instant ended) {
        return !time.isBefore(began) && !time.isAfter(ended);
    }
}
