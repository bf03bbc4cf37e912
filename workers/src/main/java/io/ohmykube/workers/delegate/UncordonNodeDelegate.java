package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubectl.Kubectl;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Lets pods be placed again on a node that stopping it has cordoned. A cordon of somebody else's stays. */
final class UncordonNodeDelegate implements StepDelegate {
    private final NodeFinder nodes;

    UncordonNodeDelegate(NodeFinder nodes) {
        this.nodes = nodes;
    }

    @Override
    public String run(DelegateExecution execution) {
        String node = Variables.node(execution);
        Kubectl kubectl = nodes.controlPlane(execution).kubectl();
        if (kubectl.node(node)
                .filter(there -> there.annotations().containsKey(CordonNodeDelegate.MARK))
                .isEmpty()) {
            return "was not cordoned by stopping it";
        }
        kubectl.uncordon(node);
        kubectl.removeAnnotation(node, CordonNodeDelegate.MARK); // Last: without it the cordon would stay for ever.
        return "pods may be placed on it again";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("uncordons a node that `cordonNode` has cordoned, no other")
                .looksAt("API")
                .reads(StepInput.NODE, StepInput.CONTROL_PLANE)
                .leaves("a node that takes pods again");
    }
}
