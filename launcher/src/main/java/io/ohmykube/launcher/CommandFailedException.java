package io.ohmykube.launcher;

import java.nio.file.Path;

/** A command ended with a non-zero exit code. */
public final class CommandFailedException extends RemoteException {
    private static final long serialVersionUID = 1L;
    private final String command;
    private final int exitCode;
    private final String stderrTail;
    private final transient Path log;

    public CommandFailedException(String node, String command, int exitCode, String stderrTail, Path log) {
        super(
                node,
                "exit code " + exitCode + " of: " + command + (stderrTail.isBlank() ? "" : "\n" + stderrTail),
                null);
        this.command = command;
        this.exitCode = exitCode;
        this.stderrTail = stderrTail;
        this.log = log;
    }

    public String command() {
        return command;
    }

    public int exitCode() {
        return exitCode;
    }

    /** The last lines of standard error (of standard output where that is empty). */
    public String stderrTail() {
        return stderrTail;
    }

    /** The node's log, which holds all of the output. */
    public Path log() {
        return log;
    }
}
