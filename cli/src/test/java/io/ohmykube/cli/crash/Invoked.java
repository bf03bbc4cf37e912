package io.ohmykube.cli.crash;

import java.time.Instant;
import java.util.List;

/**
 * One invocation of the program that has ended.
 *
 * @param exitCode 137 where it was killed
 * @param began just before the process was started
 * @param output what it printed last
 */
record Invoked(List<String> command, int exitCode, Instant began, Instant ended, String output) {
    private static final int KILLED = 137;

    boolean killed() {
        return exitCode == KILLED;
    }

    @Override
    public String toString() {
        return "ohmykube " + String.join(" ", command) + " ended with " + exitCode + ":\n" + output.indent(6);
    }
}
