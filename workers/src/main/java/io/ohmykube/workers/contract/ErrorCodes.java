package io.ohmykube.workers.contract;

/** The BPMN errors that delegates raise and boundary events catch: what a process can repair by itself. */
public final class ErrorCodes {
    /** A machine never answered, or stopped answering before it was part of the cluster: recreate it. */
    public static final String MACHINE_UNREACHABLE = "Err_MachineUnreachable";
    /** A kubeadm init or join failed or was interrupted and has left something behind: reset, then again. */
    public static final String KUBEADM_INCOMPLETE = "Err_KubeadmIncomplete";

    private ErrorCodes() {}
}
