package io.ohmykube.processes;

/** A run cannot be started because an earlier one has not ended: resume it or cancel it first. */
public final class UnfinishedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Run run;

    public UnfinishedRunException(Run run) {
        super("cluster '" + run.cluster() + "' has an unfinished " + run.process() + " of " + run.started()
                + ": it must be resumed or cancelled first");
        this.run = run;
    }

    public Run run() {
        return run;
    }
}
