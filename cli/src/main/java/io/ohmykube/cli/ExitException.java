package io.ohmykube.cli;

/** A command ends with this message and exit code, and without a stack trace. */
final class ExitException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    ExitException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static ExitException badInput(String message) {
        return new ExitException(ExitCode.BAD_INPUT, message);
    }

    static ExitException failed(String message) {
        return new ExitException(ExitCode.FAILED, message);
    }

    int exitCode() {
        return exitCode;
    }
}
