package io.ohmykube.processes;

/** Another operation runs on the cluster. The command ends with exit code 3. */
public final class ClusterBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient OperationLock.Holder holder;

    public ClusterBusyException(OperationLock.Holder holder) {
        super("the cluster is busy: '" + holder.command() + "' (pid " + holder.pid() + ") runs since "
                + holder.since());
        this.holder = holder;
    }

    public OperationLock.Holder holder() {
        return holder;
    }
}
