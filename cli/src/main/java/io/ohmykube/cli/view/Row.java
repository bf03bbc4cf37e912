package io.ohmykube.cli.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the live view: a node, an add-on, or the cluster as a whole.
 *
 * @param title the step it is in, or was in last; empty while it waits for its first
 * @param since when that step began, or ended
 * @param note what the step says of itself, or why it failed; null when there is nothing to say
 */
public record Row(
        String subject, State state, String title, @Nullable Instant since, int attempt, @Nullable String note) {
    /** What it is doing. */
    public enum State {
        /** Not begun. */
        WAITING,
        RUNNING,
        /** Between two steps, nothing wrong. */
        IDLE,
        /** Nothing goes on before a person has answered. */
        ASKING,
        /** Failed, and about to be tried again or repaired. */
        RECOVERING,
        FAILED
    }
}
