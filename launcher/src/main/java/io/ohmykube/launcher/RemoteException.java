package io.ohmykube.launcher;

import org.jspecify.annotations.Nullable;

/** Something on or on the way to a machine failed. The message names the node. */
public abstract class RemoteException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String node;

    protected RemoteException(String node, String message, @Nullable Throwable cause) {
        super(node + ": " + message, cause);
        this.node = node;
    }

    public final String node() {
        return node;
    }
}
