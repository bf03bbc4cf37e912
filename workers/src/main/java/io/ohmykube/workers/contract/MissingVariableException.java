package io.ohmykube.workers.contract;

/** A step stands where the process has no variable that it needs. */
public final class MissingVariableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MissingVariableException(String process, String step, String variable) {
        super("process '" + process + "' has no variable '" + variable + "' where it has step '" + step
                + "', which needs it");
    }
}
