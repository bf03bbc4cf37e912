package io.ohmykube.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in one short word. */
final class Ago {
    private Ago() {}

    static String of(Instant since, Clock clock) {
        Duration age = Duration.between(since, clock.instant());
        long minutes = age.toMinutes();
        if (minutes < 1) {
            return Math.max(0, age.toSeconds()) + "s";
        }
        return age.toHours() < 1 ? minutes + "m" : age.toDays() < 1 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
