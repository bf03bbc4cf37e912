package io.ohmykube.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** In how long something is, in a few words. */
final class Until {
    static final String OVER = "over";

    private static final Duration ALMOST_A_MINUTE = Duration.ofMinutes(1).minusNanos(1);

    private Until() {}

    static String of(Instant then, Clock clock) {
        Duration left = Duration.between(clock.instant(), then);
        if (left.isNegative() || left.isZero()) {
            return OVER;
        }
        Duration minutes = left.plus(ALMOST_A_MINUTE);
        if (minutes.toDays() > 0) {
            return "in " + minutes.toDays() + " d" + part(minutes.toHoursPart(), "h");
        }
        return minutes.toHours() > 0
                ? "in " + minutes.toHours() + " h" + part(minutes.toMinutesPart(), "min")
                : "in " + minutes.toMinutes() + " min";
    }

    private static String part(int count, String unit) {
        return count == 0 ? "" : " " + count + " " + unit;
    }
}
