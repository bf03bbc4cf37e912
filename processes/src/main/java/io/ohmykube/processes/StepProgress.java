package io.ohmykube.processes;

import io.ohmykube.workers.contract.StepEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest that is known of a step on one node.
 *
 * @param state kind of its last event; a step that said something while it runs stays {@code STARTED}
 * @param started when its newest attempt began
 * @param durationMillis of the newest attempt; null while it runs
 * @param message what it did or does, or why it failed; null when there is nothing to say
 */
public record StepProgress(
        String process,
        String step,
        String title,
        @Nullable String node,
        StepEvent.Kind state,
        int attempt,
        Instant started,
        @Nullable Long durationMillis,
        @Nullable String message) {}
