package io.ohmykube.workers.kubeadm;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;

/**
 * kubeadm on one machine. Nothing here is retried: {@link #init} and {@link #join} cannot be repeated over their own
 * leftovers, so the caller looks with {@link #hasLeftovers} and resets first.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Kubeadm {
    public Kubeadm() {}

    /** Whether this machine is a control plane that was initialised to the end and whose API server is ready. */
    public boolean controlPlaneIsUp(Remote remote) {
        throw new UnsupportedOperationException(remote.node());
    }

    /** Whether an earlier init or join, finished or not, has left something behind. */
    public boolean hasLeftovers(Remote remote) {
        throw new UnsupportedOperationException(remote.node());
    }

    /** Makes the machine a control plane. */
    public void init(Remote remote, Cluster cluster, NodeSpec node, Machine machine) {
        throw new UnsupportedOperationException(remote.node() + cluster + node + machine);
    }

    /** Makes the machine as if kubeadm had never run on it. */
    public void reset(Remote remote) {
        throw new UnsupportedOperationException(remote.node());
    }

    /** A new ticket, good for a short time and any number of machines. */
    public JoinTicket joinTicket(Remote controlPlane) {
        throw new UnsupportedOperationException(controlPlane.node());
    }

    /** Whether a node of that name is known to the API server and its kubelet on that machine is the one that made it so. */
    public boolean isMember(Remote controlPlane, String node, Remote nodeRemote) {
        throw new UnsupportedOperationException(controlPlane.node() + node + nodeRemote.node());
    }

    /** Makes the machine a worker. */
    public void join(Remote remote, JoinTicket ticket, Cluster cluster, NodeSpec node, Machine machine) {
        throw new UnsupportedOperationException(remote.node() + ticket + cluster + node + machine);
    }

    /** The administrator's kubeconfig: a secret. */
    public String adminKubeconfig(Remote controlPlane) {
        throw new UnsupportedOperationException(controlPlane.node());
    }
}
