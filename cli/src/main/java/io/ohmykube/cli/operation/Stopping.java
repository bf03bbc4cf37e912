package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.View;
import io.ohmykube.processes.ClusterEngine;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stops a run when asked to: the first time at its checkpoints, the second time at once. */
final class Stopping implements AutoCloseable {
    private static final int INTERRUPTED = 130;

    private final AtomicBoolean asked = new AtomicBoolean();
    private final Interrupts.Listening listening;

    Stopping(Interrupts interrupts, ClusterEngine engine, View view) {
        listening = interrupts.listen(() -> {
            if (asked.compareAndSet(false, true)) {
                view.warn("interrupted; waiting for running steps to stop (once more to end at once)");
                engine.interrupt();
            } else {
                view.close();
                Runtime.getRuntime().halt(INTERRUPTED);
            }
        });
    }

    @Override
    public void close() {
        listening.close();
    }
}
