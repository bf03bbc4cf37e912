package io.ohmykube.processes;

/** An unfinished run cannot be changed as was asked. The message is one line for a person and says what can be asked. */
public final class RunChangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunChangeException(String message) {
        super(message);
    }
}
