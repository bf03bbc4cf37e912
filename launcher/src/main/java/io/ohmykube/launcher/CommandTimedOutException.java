package io.ohmykube.launcher;

import java.time.Duration;

/** A command took longer than it may and was cancelled. */
public final class CommandTimedOutException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public CommandTimedOutException(String node, String command, Duration timeout) {
        super(node, "no end after " + timeout.toSeconds() + " s: " + command, null);
    }
}
