package io.ohmykube.launcher.ssh;

import org.jspecify.annotations.Nullable;

/** The SSH library turns an interruption into an I/O error; this finds it again. */
final class Interruption {
    private Interruption() {}

    static boolean isCauseOf(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }
}
