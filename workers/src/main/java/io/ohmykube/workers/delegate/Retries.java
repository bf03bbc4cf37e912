package io.ohmykube.workers.delegate;

/** Whether the engine will try the step that this thread runs again by itself, should it fail now. */
@FunctionalInterface
interface Retries {
    boolean left();
}
