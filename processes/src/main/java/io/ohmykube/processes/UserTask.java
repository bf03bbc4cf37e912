package io.ohmykube.processes;

import io.ohmykube.workers.contract.QuestionText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question that waits for a person's answer.
 *
 * @param process id of the process it is part of, for example {@code cluster-down}
 * @param step id of the user task
 * @param title name of the user task, for people
 * @param node the node or add-on it concerns; null where it concerns the cluster
 * @param question what is asked, and who
 * @param since when it was asked
 */
public record UserTask(
        String process, String step, String title, @Nullable String node, QuestionText question, Instant since) {
    /** What a person calls it. */
    public StepName name() {
        return new StepName(step, title);
    }
}
