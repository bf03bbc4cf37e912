package io.ohmykube.processes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands when nothing is left to wait for but a person.
 *
 * @param incidents why it is stuck; empty in every other state
 * @param questions what people are asked, in the order in which they were asked; may be there while it is stuck, too
 * @param end the name of the end at which it was given up; null unless it was rejected
 */
public record Outcome(State state, List<StepIncident> incidents, List<UserTask> questions, @Nullable String end) {
    /** Where a run is. */
    public enum State {
        /** Steps are running or will run. Never the state of an outcome. */
        RUNNING,
        /** Every step is done. */
        COMPLETED,
        /** No step can run any more, some wait for a person: mend the causes and resume. */
        STUCK,
        /** No step can run before a person has answered: see {@link ClusterEngine#answer}. */
        WAITING,
        /**
         * Ended at a terminate end event of its own process: its process has given up what was wanted, as a rule because a
         * person rejected it. It cannot be resumed.
         */
        REJECTED,
        /** Given up; it cannot be resumed. */
        CANCELLED,
        /** Left at its checkpoint by {@link ClusterEngine#interrupt()}: it can be resumed. */
        INTERRUPTED
    }

    public Outcome {
        incidents = List.copyOf(incidents);
        questions = List.copyOf(questions);
    }

    public static Outcome of(State state) {
        return new Outcome(state, List.of(), List.of(), null);
    }
}
