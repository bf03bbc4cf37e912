package io.ohmykube.launcher.simulated;

/** A program was called in a way that the simulation does not know; shown as loudly as an unknown command. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
