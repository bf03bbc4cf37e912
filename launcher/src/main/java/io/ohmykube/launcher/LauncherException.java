package io.ohmykube.launcher;

/** A launcher could not do what was asked; the message is the underlying tool's own, with the command that failed. */
public class LauncherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LauncherException(String message) {
        super(message);
    }

    public LauncherException(String message, Throwable cause) {
        super(message, cause);
    }
}
