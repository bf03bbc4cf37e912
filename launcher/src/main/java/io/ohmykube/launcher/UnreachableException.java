package io.ohmykube.launcher;

import org.jspecify.annotations.Nullable;

/** The machine did not answer, or the connection broke. Whether a command in flight was executed is not known. */
public final class UnreachableException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String node, String message, @Nullable Throwable cause) {
        super(node, message, cause);
    }
}
