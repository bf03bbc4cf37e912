package io.ohmykube.launcher;

import java.time.Duration;

/** How a command ended. Standard output and standard error are kept apart. */
public record CommandResult(int exitCode, String stdout, String stderr, Duration duration) {
    public boolean succeeded() {
        return exitCode == 0;
    }
}
