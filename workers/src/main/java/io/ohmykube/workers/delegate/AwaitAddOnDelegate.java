package io.ohmykube.workers.delegate;

import io.ohmykube.addons.AddOn;
import io.ohmykube.workers.kubectl.Kubectl;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Waits until an add-on's workloads are available. */
final class AwaitAddOnDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final AddOnParts addOns;
    private final Deadlines deadlines;

    AwaitAddOnDelegate(NodeFinder nodes, AddOnParts addOns, Deadlines deadlines) {
        this.nodes = nodes;
        this.addOns = addOns;
        this.deadlines = deadlines;
    }

    @Override
    public @Nullable String run(DelegateExecution execution) {
        AddOn addOn = addOns.wanted(execution);
        NodeAccess controlPlane = nodes.controlPlane(execution);
        if (!AddOnParts.hasPodNetwork(controlPlane.cluster())) {
            return "not waited for: without a CNI its pods cannot run yet";
        }
        Kubectl kubectl = new Kubectl(controlPlane.remote());
        addOn.ready().forEach(w -> kubectl.awaitAvailable(w.kind(), w.namespace(), w.name(), deadlines.ready()));
        return null;
    }
}
