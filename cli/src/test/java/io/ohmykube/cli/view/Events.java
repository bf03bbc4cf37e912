package io.ohmykube.cli.view;

import io.ohmykube.workers.contract.StepEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events as steps would tell them. */
final class Events {
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private Events() {}

    static StepEvent event(StepEvent.Kind kind, String title, @Nullable String node) {
        return event(kind, title, node, 1, null, null);
    }

    static StepEvent done(String title, @Nullable String node, long millis) {
        return event(StepEvent.Kind.DONE, title, node, 1, millis, null);
    }

    static StepEvent event(
            StepEvent.Kind kind,
            String title,
            @Nullable String node,
            int attempt,
            @Nullable Long millis,
            @Nullable String message) {
        return new StepEvent(
                START,
                kind,
                "cluster-up",
                "i1",
                "Task_" + title.replace(" ", ""),
                title,
                node,
                attempt,
                millis,
                message);
    }
}
