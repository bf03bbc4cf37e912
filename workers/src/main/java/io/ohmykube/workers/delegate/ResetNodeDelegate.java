package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubeadm.Kubeadm;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Removes what a kubeadm that did not end has left behind, on the machine and, but for the first control plane, in the API. */
final class ResetNodeDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final Kubeadm kubeadm;

    ResetNodeDelegate(NodeFinder nodes, Kubeadm kubeadm) {
        this.nodes = nodes;
        this.kubeadm = kubeadm;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        boolean reset = kubeadm.hasLeftovers(node.remote());
        if (reset) {
            kubeadm.reset(node.remote());
            if (kubeadm.hasLeftovers(node.remote())) {
                throw new PermanentStepException(
                        node.name() + ": kubeadm reset has left something in /etc/kubernetes", null);
            }
        }
        if (!node.name().equals(node.cluster().firstControlPlane())) {
            // kubeadm refuses to join under the name of a node that the API still calls ready.
            nodes.controlPlane(execution).kubectl().deleteNode(node.name());
        }
        return reset ? "reset" : "nothing was left behind";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("`kubeadm reset`; removes the node object, but for the first control plane")
                .looksAt("machine")
                .reads(StepInput.NODE, StepInput.CONTROL_PLANE)
                .leaves("a machine without kubeadm's files");
    }
}
