package io.ohmykube.launcher.ssh;

/** How much of what commands print is kept in memory; the node's log has all of it. */
final class CommandLimits {
    static final int STDOUT_BYTES = 4 * 1024 * 1024;
    static final int STDERR_BYTES = 16 * 1024;
    static final int SHOWN_LINES = 20;

    private CommandLimits() {}
}
