package io.ohmykube.workers.delegate;

import io.ohmykube.workers.node.NodeSetup;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Brings the packages that the machine lacks. */
final class InstallPackagesDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeSetup setup;

    InstallPackagesDelegate(NodeFinder nodes, NodeSetup setup) {
        this.nodes = nodes;
        this.setup = setup;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        return setup.installPackages(node.remote(), node.machine(), node.cluster());
    }
}
