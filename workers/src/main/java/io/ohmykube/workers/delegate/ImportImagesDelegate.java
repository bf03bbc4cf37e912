package io.ohmykube.workers.delegate;

import io.ohmykube.cache.Cache;
import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.needs.ClusterNeeds;
import io.ohmykube.workers.node.NodeSetup;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Brings the images that the machine lacks. It is prepared then. */
final class ImportImagesDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeSetup setup;
    private final ClusterNeeds needs;
    private final Cache cache;
    private final NodeRecords records;

    ImportImagesDelegate(NodeFinder nodes, NodeSetup setup, ClusterNeeds needs, Cache cache, NodeRecords records) {
        this.nodes = nodes;
        this.setup = setup;
        this.needs = needs;
        this.cache = cache;
        this.records = records;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        String done =
                setup.importImages(node.remote(), needs.images(node.cluster(), node.role(), cache::ensureManifest));
        records.change(
                node.cluster().name(),
                node.name(),
                status -> status.phase() == Phase.CREATED ? status.withPhase(Phase.PREPARED, null) : status);
        return done;
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("brings images that are missing; records the node as prepared")
                .looksAt("machine")
                .reads(StepInput.NODE)
                .leaves("images on the machine; the node, recorded as prepared")
                .raises(ErrorCodes.MACHINE_UNREACHABLE);
    }
}
