package io.ohmykube.processes;

import java.util.List;

/**
 * How a run stands when nothing is left to wait for.
 *
 * @param incidents why it is stuck; empty in every other state
 */
public record Outcome(State state, List<StepIncident> incidents) {
    /** Where a run is. */
    public enum State {
        /** Steps are running or will run. Never the state of an outcome. */
        RUNNING,
        /** Every step is done. */
        COMPLETED,
        /** No step can run any more, some wait for a person: mend the causes and resume. */
        STUCK,
        /** Given up; it cannot be resumed. */
        CANCELLED,
        /** Left at its checkpoint by {@link ClusterEngine#interrupt()}: it can be resumed. */
        INTERRUPTED
    }

    public Outcome {
        incidents = List.copyOf(incidents);
    }

    static Outcome of(State state) {
        return new Outcome(state, List.of());
    }
}
