package io.ohmykube.workers.delegate;

import io.ohmykube.workers.node.NodeSetup;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Makes a node whose machine was away fit again: its names and its kernel's settings. */
final class MendNodeDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeSetup setup;

    MendNodeDelegate(NodeFinder nodes, NodeSetup setup) {
        this.nodes = nodes;
        this.setup = setup;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        return setup.prepareSystem(node.remote(), node.machine(), node.cluster());
    }
}
