package io.ohmykube.workers.delegate;

import io.ohmykube.addons.AddOn;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubectl.Kubectl;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Applies an add-on's manifests. */
final class ApplyAddOnDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final AddOnParts addOns;

    ApplyAddOnDelegate(NodeFinder nodes, AddOnParts addOns) {
        this.nodes = nodes;
        this.addOns = addOns;
    }

    @Override
    public String run(DelegateExecution execution) {
        AddOn addOn = addOns.wanted(execution);
        NodeAccess controlPlane = nodes.controlPlane(execution);
        Kubectl kubectl = controlPlane.kubectl();
        addOns.manifests(addOn, controlPlane.cluster()).forEach(kubectl::apply);
        String initial = addOns.initial(addOn, controlPlane.cluster());
        if (!initial.isBlank()) {
            kubectl.createIfAbsent(initial);
        }
        return addOn.name() + " " + addOn.version();
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("applies the add-on's manifests")
                .looksAt("API (apply)")
                .reads(StepInput.ADD_ON, StepInput.CONTROL_PLANE)
                .leaves("the add-on's objects in the cluster");
    }
}
