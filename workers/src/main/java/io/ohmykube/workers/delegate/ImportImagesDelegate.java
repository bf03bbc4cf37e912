package io.ohmykube.workers.delegate;

import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.workers.node.NodeSetup;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Brings the images that the machine lacks. It is prepared then. */
final class ImportImagesDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeSetup setup;
    private final AddOnParts addOns;
    private final NodeRecords records;

    ImportImagesDelegate(NodeFinder nodes, NodeSetup setup, AddOnParts addOns, NodeRecords records) {
        this.nodes = nodes;
        this.setup = setup;
        this.addOns = addOns;
        this.records = records;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        String done = setup.importImages(
                node.remote(), node.machine(), node.cluster(), node.role(), addOns.images(node.cluster()));
        records.change(
                node.cluster().name(),
                node.name(),
                status -> status.phase() == Phase.CREATED ? status.withPhase(Phase.PREPARED, null) : status);
        return done;
    }
}
