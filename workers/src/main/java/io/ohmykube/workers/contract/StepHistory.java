package io.ohmykube.workers.contract;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is remembered of a run's steps, also over a restart of this process. Asked from many threads. */
public interface StepHistory {
    /** How often the step has begun in that run so far, on that node or, where it is null, on the cluster. */
    int attempts(String instance, String step, @Nullable String node);

    /**
     * Why the step failed first since it was last done, or since it last became an incident; empty where it did not.
     * Where it was begun anew by a repair, the cause of the repair.
     */
    Optional<String> firstCause(String instance, String step, @Nullable String node);

    /**
     * A step of that run that has failed for good and was not begun again, as {@code Title of node}; empty where there
     * is none.
     */
    Optional<String> failedStep(String instance);
}
