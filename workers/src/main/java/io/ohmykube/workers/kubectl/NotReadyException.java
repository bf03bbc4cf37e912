package io.ohmykube.workers.kubectl;

import org.jspecify.annotations.Nullable;

/** Something in the cluster was not ready within the time it was given. The message says what was seen last. */
public final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotReadyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
