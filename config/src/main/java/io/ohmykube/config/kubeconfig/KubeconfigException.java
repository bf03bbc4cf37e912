package io.ohmykube.config.kubeconfig;

/** A kubeconfig cannot be read, locked or changed. It was left as it is; the message names it and says what would help. */
public final class KubeconfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KubeconfigException(String message) {
        super(message);
    }

    KubeconfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
