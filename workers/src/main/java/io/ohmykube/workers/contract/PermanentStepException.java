package io.ohmykube.workers.contract;

import org.jspecify.annotations.Nullable;

/** A step failed in a way that trying again cannot mend: the engine raises an incident at once. The message says what to do. */
public final class PermanentStepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PermanentStepException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
