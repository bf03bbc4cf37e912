package io.ohmykube.workers.kubectl;

import java.time.Duration;

/**
 * How a node is emptied.
 *
 * @param disableEviction pods are deleted even where a disruption budget forbids their eviction
 * @param timeout for all pods together
 */
public record DrainOptions(boolean disableEviction, Duration timeout) {
    public static final DrainOptions GRACEFUL = new DrainOptions(false, Duration.ofMinutes(2));
}
