package io.ohmykube.workers.delegate;

import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandTimedOutException;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubeadm.Kubeadm;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Makes a prepared machine the control plane, once: what an earlier attempt left behind has to be reset first. */
final class InitControlPlaneDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final Kubeadm kubeadm;
    private final NodeRecords records;
    private final ApiEndpoint endpoint;

    InitControlPlaneDelegate(NodeFinder nodes, Kubeadm kubeadm, NodeRecords records, ApiEndpoint endpoint) {
        this.nodes = nodes;
        this.endpoint = endpoint;
        this.kubeadm = kubeadm;
        this.records = records;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        boolean there = kubeadm.controlPlaneIsUp(node.remote());
        if (!there) {
            init(execution, node);
        }
        records.joined(node);
        return there ? "runs already" : "initialised";
    }

    private void init(DelegateExecution execution, NodeAccess node) {
        if (kubeadm.hasLeftovers(node.remote())) {
            throw kubeadm.wasCancelled(node.remote())
                    ? RepairableException.cancelled(
                            ErrorCodes.KUBEADM_INCOMPLETE, node.name() + ": an earlier kubeadm init was cancelled")
                    : RepairableException.leftover(
                            ErrorCodes.KUBEADM_INCOMPLETE, node.name() + ": an earlier kubeadm init did not end");
        }
        endpoint.serve(execution);
        try {
            kubeadm.nameApi(node.remote(), node.cluster(), endpoint.seenFrom(node));
            kubeadm.init(node.remote(), node.cluster(), node.spec(), node.machine(), endpoint.certified(node));
        } catch (CommandFailedException | CommandTimedOutException e) {
            throw RepairableException.failed(ErrorCodes.KUBEADM_INCOMPLETE, e.getMessage(), e);
        }
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("names the API in `/etc/hosts`, `kubeadm init`; records the node as a member")
                .looksAt("machine, API")
                .reads(StepInput.NODE)
                .leaves("a control plane; the node, recorded as a member")
                .raises(ErrorCodes.KUBEADM_INCOMPLETE);
    }
}
