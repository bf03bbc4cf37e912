package io.ohmykube.workers.delegate;

import io.ohmykube.addons.AddOn;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Applies what needs the running add-on, such as address pools. */
final class ConfigureAddOnDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final AddOnParts addOns;

    ConfigureAddOnDelegate(NodeFinder nodes, AddOnParts addOns) {
        this.nodes = nodes;
        this.addOns = addOns;
    }

    @Override
    public String run(DelegateExecution execution) {
        AddOn addOn = addOns.wanted(execution);
        NodeAccess controlPlane = nodes.controlPlane(execution);
        String configuration = addOns.configuration(addOn, controlPlane.cluster());
        if (configuration.isBlank()) {
            return "nothing to configure";
        }
        if (!AddOnParts.hasPodNetwork(controlPlane.cluster())) {
            return "not configured: without a CNI its pods cannot run yet";
        }
        controlPlane.kubectl().apply(configuration);
        return "configured";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("applies the add-on's configuration; not without a CNI")
                .looksAt("API (apply)")
                .reads(StepInput.ADD_ON, StepInput.CONTROL_PLANE)
                .leaves("the add-on's configuration in the cluster");
    }
}
