package io.ohmykube.processes;

import io.ohmykube.workers.contract.StepEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a step.
 *
 * @param number from 1, over retries, repairs and resumptions
 * @param durationMillis null where nobody wrote down how it ended: it runs, or its process died
 * @param kind how it ended; {@code STARTED} where nobody wrote that down
 * @param message what was done, what it does, or why it failed; null when there is nothing to say
 */
public record AttemptRecord(
        int number, Instant started, @Nullable Long durationMillis, StepEvent.Kind kind, @Nullable String message) {
    /** It failed, whatever was done about it afterwards. */
    public boolean failed() {
        return switch (kind) {
            case RETRYING, REPAIRING, FAILED -> true;
            case STARTED, PROGRESS, DONE, CANCELLED, ASKED, ANSWERED -> false;
        };
    }
}
