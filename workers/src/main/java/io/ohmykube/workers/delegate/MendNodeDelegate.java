package io.ohmykube.workers.delegate;

import io.ohmykube.config.Role;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.kubeadm.AddressMending;
import io.ohmykube.workers.node.NodeSetup;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Makes a node whose machine was away fit again: names, settings of the kernel, and all that depends on its address. */
final class MendNodeDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeSetup setup;
    private final AddressMending mending;

    MendNodeDelegate(NodeFinder nodes, NodeSetup setup, AddressMending mending) {
        this.nodes = nodes;
        this.setup = setup;
        this.mending = mending;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        String system = setup.prepareSystem(node.remote(), node.machine(), node.cluster());
        String changed = mend(
                execution, node, node.cluster().spec().nodes().controlPlanes().size());
        return changed.isEmpty() ? system : changed;
    }

    private String mend(DelegateExecution execution, NodeAccess node, int controlPlanes) {
        if (node.role() == Role.WORKER) {
            String api = controlPlanes == 1
                    ? nodes.controlPlane(execution).machine().addresses().get(0)
                    : "";
            return mending.worker(node.remote(), node.machine(), api);
        }
        try {
            return mending.controlPlane(node.remote(), node.cluster(), node.spec(), node.machine(), controlPlanes);
        } catch (AddressMending.CannotChangeException e) {
            throw new PermanentStepException(String.valueOf(e.getMessage()), e);
        }
    }
}
