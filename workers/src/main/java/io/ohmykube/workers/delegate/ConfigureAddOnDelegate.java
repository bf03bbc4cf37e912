package io.ohmykube.workers.delegate;

import io.ohmykube.addons.AddOn;
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
}
