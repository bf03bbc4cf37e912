package io.ohmykube.cli.crash;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param wanted when the process was to be killed; null for a random moment or a whole run
 * @param killed when it was killed, in words
 * @param hit false where the step had ended before the kill came
 * @param wentOn how much longer than an undisturbed start it took to reach the interrupted step; null where unknown
 * @param violations what does not hold; empty where all does
 */
record Row(
        Operation operation,
        String mode,
        String step,
        String node,
        @Nullable Point wanted,
        String killed,
        boolean hit,
        @Nullable Duration wentOn,
        List<String> violations) {
    private static final int MILLIS = 1000;

    boolean passed() {
        return violations.isEmpty();
    }

    String seconds() {
        return wentOn == null ? "" : String.format(java.util.Locale.ROOT, "%.2f", wentOn.toMillis() / (double) MILLIS);
    }

    String outcome() {
        return passed() ? (hit ? "ok" : "ok, not where it was aimed") : "FAIL";
    }
}
