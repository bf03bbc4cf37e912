package io.ohmykube.workers.delegate;

import io.ohmykube.workers.kubectl.Patience;
import java.time.Duration;

/**
 * How long steps wait for what they did not do themselves.
 *
 * @param reach for a machine to answer over SSH
 * @param ready for nodes and add-ons to be ready
 * @param drain for a node's pods to be evicted
 * @param drainAll the same, where the whole cluster goes away
 * @param api for an API server that does not answer to answer again
 * @param interval between two looks
 */
public record Deadlines(
        Duration reach, Duration ready, Duration drain, Duration drainAll, Duration api, Duration interval) {
    public static final Deadlines DEFAULT = new Deadlines(
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(20),
            Patience.DEFAULT.limit(),
            Duration.ofMillis(500));

    Patience patience() {
        return new Patience(api, interval);
    }
}
