package io.ohmykube.processes.engine;

/** A process that a run goes by cannot be read from the database any more. */
final class UnreadableDefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableDefinitionException(String definition, Throwable cause) {
        super("the process " + definition + " cannot be read: " + cause.getMessage(), cause);
    }
}
