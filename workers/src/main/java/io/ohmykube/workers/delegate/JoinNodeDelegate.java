package io.ohmykube.workers.delegate;

import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandTimedOutException;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.kubeadm.JoinTicket;
import io.ohmykube.workers.kubeadm.Kubeadm;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Joins a prepared machine to the cluster, with a new ticket each time. */
final class JoinNodeDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final Kubeadm kubeadm;
    private final NodeRecords records;

    JoinNodeDelegate(NodeFinder nodes, Kubeadm kubeadm, NodeRecords records) {
        this.nodes = nodes;
        this.kubeadm = kubeadm;
        this.records = records;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess controlPlane = nodes.controlPlane(execution);
        NodeAccess node = nodes.node(execution);
        boolean there = kubeadm.isMember(controlPlane.remote(), node.name(), node.remote());
        if (!there) {
            join(controlPlane, node);
        }
        records.joined(node);
        return there ? "is a member already" : "joined";
    }

    private void join(NodeAccess controlPlane, NodeAccess node) {
        if (kubeadm.hasLeftovers(node.remote())) {
            throw kubeadm.wasCancelled(node.remote())
                    ? RepairableException.cancelled(
                            ErrorCodes.KUBEADM_INCOMPLETE, node.name() + ": an earlier kubeadm join was cancelled")
                    : RepairableException.leftover(
                            ErrorCodes.KUBEADM_INCOMPLETE,
                            node.name() + ": an earlier kubeadm join did not end, or was to another control plane");
        }
        JoinTicket ticket = kubeadm.joinTicket(controlPlane.remote());
        try {
            kubeadm.join(node.remote(), ticket, node.cluster(), node.spec(), node.machine());
        } catch (CommandFailedException | CommandTimedOutException e) {
            throw RepairableException.failed(ErrorCodes.KUBEADM_INCOMPLETE, e.getMessage(), e);
        }
    }
}
