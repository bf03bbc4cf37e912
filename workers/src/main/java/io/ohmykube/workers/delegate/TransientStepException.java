package io.ohmykube.workers.delegate;

import org.jspecify.annotations.Nullable;

/** A step failed in a way that another attempt may mend, though the failure itself does not say so. */
final class TransientStepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TransientStepException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
