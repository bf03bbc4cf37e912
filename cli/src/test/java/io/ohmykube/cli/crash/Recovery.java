package io.ohmykube.cli.crash;

import io.ohmykube.cli.crash.Happened.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long it takes to be back where the process was killed. */
final class Recovery {
    static final Duration LIMIT = Duration.ofSeconds(2);

    private Recovery() {}

    /** From the start of that process to the begin of the step; empty where it did not begin. */
    static Optional<Duration> of(Site site, Invoked next, StepKey key) {
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
