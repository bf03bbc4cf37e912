package io.ohmykube.processes.engine;

/** A step was not begun because the engine stops. */
final class StoppingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppingException() {
        super("the engine stops");
    }
}
