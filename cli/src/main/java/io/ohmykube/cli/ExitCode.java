package io.ohmykube.cli;

/** What the exit codes of every command mean. */
public final class ExitCode {
    /** What was asked for is done. */
    public static final int DONE = 0;
    /** Something failed; the message says what and what to do next. */
    public static final int FAILED = 1;
    /** The input cannot be accepted; nothing was created or changed. */
    public static final int BAD_INPUT = 2;
    /** Another process works on the cluster. */
    public static final int BUSY = 3;
    /** Interrupted from the keyboard or by a signal; a checkpoint is kept. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
