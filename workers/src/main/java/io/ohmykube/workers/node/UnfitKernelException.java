package io.ohmykube.workers.node;

import org.jspecify.annotations.Nullable;

/** The kernel of a machine lacks what the cluster was made to use; it will not come by itself. */
public final class UnfitKernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnfitKernelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
