package io.ohmykube.processes;

import java.time.Duration;

/**
 * How an engine works.
 *
 * @param threads how many steps run at once; a step that waits for its turn holds a thread
 * @param retryCycle pauses between the attempts of a step that fails, ISO 8601 durations separated by commas; one attempt
 *     more than there are pauses
 * @param patience how long interrupted steps get to end before they are left behind
 */
public record EngineOptions(int threads, String retryCycle, Duration patience) {
    private static final int FEWEST_THREADS = 16;
    private static final int MOST_THREADS = 64;
    /** Steps of the cluster itself that run beside those of its nodes. */
    private static final int CLUSTER_STEPS = 8;

    public static final EngineOptions DEFAULT =
            new EngineOptions(FEWEST_THREADS, "PT1S,PT2S,PT5S,PT10S", Duration.ofSeconds(5));

    /** Options for an operation on so many nodes: enough threads that no node waits for another's turn. */
    public static EngineOptions forNodes(int nodes) {
        int wanted = Math.max(FEWEST_THREADS, Math.min(nodes + CLUSTER_STEPS, MOST_THREADS));
        return new EngineOptions(wanted, DEFAULT.retryCycle, DEFAULT.patience);
    }

    public EngineOptions withRetryCycle(String changed) {
        return new EngineOptions(threads, changed, patience);
    }

    /** How many attempts a step gets before it becomes an incident. */
    int attempts() {
        return retryCycle.split(",", -1).length + 1;
    }
}
