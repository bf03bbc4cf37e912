package io.ohmykube.workers.delegate;

import io.ohmykube.config.Role;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandTimedOutException;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubeadm.JoinTicket;
import io.ohmykube.workers.kubeadm.Kubeadm;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Joins a prepared machine to the cluster, with a new ticket each time. */
final class JoinNodeDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final Kubeadm kubeadm;
    private final NodeRecords records;
    private final ApiEndpoint endpoint;

    JoinNodeDelegate(NodeFinder nodes, Kubeadm kubeadm, NodeRecords records, ApiEndpoint endpoint) {
        this.nodes = nodes;
        this.endpoint = endpoint;
        this.kubeadm = kubeadm;
        this.records = records;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess controlPlane = nodes.controlPlane(execution);
        NodeAccess node = nodes.node(execution);
        boolean there = kubeadm.isMember(controlPlane.remote(), node.name(), node.remote());
        if (!there) {
            join(execution, controlPlane, node);
        }
        records.joined(node);
        return there ? "is a member already" : "joined";
    }

    private void join(DelegateExecution execution, NodeAccess controlPlane, NodeAccess node) {
        if (kubeadm.hasLeftovers(node.remote())) {
            throw kubeadm.wasCancelled(node.remote())
                    ? RepairableException.cancelled(
                            ErrorCodes.KUBEADM_INCOMPLETE, node.name() + ": an earlier kubeadm join was cancelled")
                    : RepairableException.leftover(
                            ErrorCodes.KUBEADM_INCOMPLETE,
                            node.name() + ": an earlier kubeadm join did not end, or was to another control plane");
        }
        endpoint.serve(execution);
        kubeadm.nameApi(node.remote(), node.cluster(), endpoint.seenFrom(node));
        if (node.role() == Role.CONTROL_PLANE) {
            kubeadm.prepareControlPlane(controlPlane.remote(), node.remote(), node.machine());
        }
        JoinTicket ticket = kubeadm.joinTicket(controlPlane.remote());
        try {
            kubeadm.join(node.remote(), ticket, node.cluster(), node.spec(), node.machine());
        } catch (CommandFailedException | CommandTimedOutException e) {
            throw RepairableException.failed(ErrorCodes.KUBEADM_INCOMPLETE, e.getMessage(), e);
        }
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("names the API in `/etc/hosts`, `kubeadm join` with a new token; records address and "
                        + "membership. A further control plane first: the endpoint is told of it, an etcd "
                        + "member of its name or address is removed, the authorities are brought from a "
                        + "control plane that runs")
                .looksAt("machine, API")
                .reads(StepInput.NODE, StepInput.CONTROL_PLANE)
                .leaves("a member; its address, recorded")
                .raises(ErrorCodes.KUBEADM_INCOMPLETE);
    }
}
