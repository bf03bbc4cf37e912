package io.ohmykube.workers.kubectl;

import java.time.Duration;

/**
 * How long an API server that does not answer is waited for: one that restarts is back within a minute or two.
 *
 * @param limit from the first time that it did not answer
 * @param interval between two looks
 */
public record Patience(Duration limit, Duration interval) {
    public static final Patience DEFAULT = new Patience(Duration.ofSeconds(150), Duration.ofSeconds(1));
    public static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO);
}
