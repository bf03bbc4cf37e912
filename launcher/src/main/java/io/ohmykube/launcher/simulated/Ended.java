package io.ohmykube.launcher.simulated;

/**
 * How a command ended.
 *
 * @param completed false where it was cut off, so that it has no exit code
 * @param dropped whether the connection is to break instead of telling how it ended
 */
record Ended(boolean completed, int exitCode, boolean dropped) {
    static Ended with(int exitCode) {
        return new Ended(true, exitCode, false);
    }

    /** For the log of commands. */
    String describe() {
        return (completed ? "exit " + exitCode : "cut off") + (dropped ? ", connection dropped" : "");
    }
}
