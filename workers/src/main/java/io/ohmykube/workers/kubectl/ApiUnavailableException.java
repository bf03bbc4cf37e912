package io.ohmykube.workers.kubectl;

import org.jspecify.annotations.Nullable;

/** The API server did not answer, or said that it cannot now. Another attempt may help. */
public final class ApiUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ApiUnavailableException(String node, String message, @Nullable Throwable cause) {
        super(node + ": the API server does not answer: " + message, cause);
    }
}
