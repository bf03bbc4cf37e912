package io.ohmykube.workers.contract;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is remembered of a run's steps, also over a restart of this process. Asked from many threads. */
public interface StepHistory {
    /** How often the step has begun in that run so far, on that node or, where it is null, on the cluster. */
    int attempts(String instance, String step, @Nullable String node);

    /**
     * Why the step failed first since it was last done, or since it last became an incident; empty where it did not.
     * Where the step takes part in a repair of the node, the cause of the repair.
     */
    Optional<String> firstCause(String instance, String step, @Nullable String node);

    /** Whether the newest attempt at the step in that run came to no end of its own: its process died, or it was cancelled. */
    boolean wasCutOff(String instance, String step, @Nullable String node);

    /** The steps of that run that have failed for good and were not begun again. */
    List<Failed> failedSteps(String instance);

    /**
     * A step that has failed for good.
     *
     * @param title for people
     * @param subject the node or add-on it concerns; null where it concerns the cluster
     */
    record Failed(String title, @Nullable String subject) {
        @Override
        public String toString() {
            return subject == null ? title : title + " of " + subject;
        }
    }
}
