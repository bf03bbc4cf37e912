package io.ohmykube.workers.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a step.
 *
 * @param process id of the process definition, for example {@code cluster-up}
 * @param instance id of the root process instance: all steps of one operation share it
 * @param step id of the service or user task
 * @param title name of that task, for people
 * @param node the node or add-on it concerns; null where it concerns the cluster
 * @param attempt from 1, over retries and repairs
 * @param durationMillis of this attempt; null unless it ended
 * @param message what was done, or the cause of the failure with the first cause first; null when there is nothing to say
 */
public record StepEvent(
        Instant time,
        Kind kind,
        String process,
        String instance,
        String step,
        String title,
        @Nullable String node,
        int attempt,
        @Nullable Long durationMillis,
        @Nullable String message) {
    /** What happened. */
    public enum Kind {
        STARTED,
        /** Something worth saying while the step runs. */
        PROGRESS,
        DONE,
        /** Failed; the engine tries again by itself. */
        RETRYING,
        /** Failed; the process takes a repair path. */
        REPAIRING,
        /** Failed for good until a person resumes: an incident. */
        FAILED,
        CANCELLED,
        /** A user task: a person is asked, as the message says, a {@link QuestionText}. */
        ASKED,
        /** A person has answered, as the message says; the step is done as soon as that is kept. */
        ANSWERED
    }
}
