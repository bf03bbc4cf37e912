package io.ohmykube.cli.view;

import java.time.Duration;

/**
 * How long a step took, over all nodes it ran for.
 *
 * @param runs how often it ended, well or not
 * @param longest the longest single run
 * @param total all runs together, which may be more than the operation took
 */
public record StepTime(String step, String title, int runs, Duration longest, Duration total) {
    StepTime plus(Duration another) {
        return new StepTime(
                step, title, runs + 1, another.compareTo(longest) > 0 ? another : longest, total.plus(another));
    }
}
