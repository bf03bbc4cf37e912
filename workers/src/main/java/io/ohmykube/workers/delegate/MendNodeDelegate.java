package io.ohmykube.workers.delegate;

import io.ohmykube.config.Role;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubeadm.AddressMending;
import io.ohmykube.workers.kubeadm.Kubeadm;
import io.ohmykube.workers.node.NodeSetup;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Makes a node whose machine was away fit again: names, settings of the kernel, and all that depends on its address. */
final class MendNodeDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeSetup setup;
    private final Kubeadm kubeadm;
    private final ApiEndpoint endpoint;
    private final AddressMending mending;

    MendNodeDelegate(NodeFinder nodes, NodeSetup setup, Kubeadm kubeadm, ApiEndpoint endpoint, AddressMending mending) {
        this.nodes = nodes;
        this.setup = setup;
        this.kubeadm = kubeadm;
        this.endpoint = endpoint;
        this.mending = mending;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        String system = setup.prepareSystem(node.remote(), node.machine(), node.cluster());
        endpoint.make(node.cluster());
        List<String> api = endpoint.seenFrom(node);
        kubeadm.nameApi(node.remote(), node.cluster(), api);
        String changed = mend(node, api.get(0));
        return changed.isEmpty() ? system : changed;
    }

    private String mend(NodeAccess node, String api) {
        if (node.role() == Role.WORKER) {
            return mending.worker(node.remote(), node.machine(), api);
        }
        try {
            return mending.controlPlane(
                    node.remote(), node.cluster(), node.spec(), node.machine(), endpoint.certified(node));
        } catch (AddressMending.CannotChangeException e) {
            throw new PermanentStepException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("names, kernel settings; where the machine's address is not the one that the node "
                        + "was set up for: certificates, kubeconfigs and static pods of a control plane, the "
                        + "kubelet")
                .looksAt("machine")
                .reads(StepInput.NODE, StepInput.CONTROL_PLANE)
                .leaves("a node that knows its address");
    }
}
