package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.node.NodeSetup;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Brings the images that the run is about, where the node lacks them or has others of the same name. */
final class LoadImagesDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeSetup setup;
    private final Lists lists;

    LoadImagesDelegate(NodeFinder nodes, NodeSetup setup, Lists lists) {
        this.nodes = nodes;
        this.setup = setup;
        this.lists = lists;
    }

    @Override
    public String run(DelegateExecution execution) {
        return setup.importImages(nodes.node(execution).remote(), lists.of(execution, Variables.IMAGES));
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("brings the images of `images` that are missing or have another digest")
                .looksAt("machine")
                .reads(StepInput.NODE, StepInput.IMAGES)
                .leaves("images on the machine");
    }
}
