package io.ohmykube.workers.contract;

/** Hears what happens to steps. Called from many threads; must not block for long and must not throw. */
@FunctionalInterface
public interface StepListener {
    void on(StepEvent event);
}
