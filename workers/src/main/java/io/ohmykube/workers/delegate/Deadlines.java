package io.ohmykube.workers.delegate;

import java.time.Duration;

/**
 * How long steps wait for what they did not do themselves.
 *
 * @param reach for a machine to answer over SSH
 * @param ready for nodes and add-ons to be ready
 * @param drain for a node's pods to be evicted
 * @param drainAll the same, where the whole cluster goes away
 * @param interval between two looks
 */
public record Deadlines(Duration reach, Duration ready, Duration drain, Duration drainAll, Duration interval) {
    public static final Deadlines DEFAULT = new Deadlines(
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(20),
            Duration.ofMillis(500));
}
