package io.ohmykube.launcher;

import org.jspecify.annotations.Nullable;

/** The calling thread was interrupted; the command was cancelled and the thread's interrupt flag is set again. */
public final class CommandInterruptedException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public CommandInterruptedException(String node, String command, @Nullable Throwable cause) {
        super(node, "interrupted: " + command, cause);
    }
}
