package io.ohmykube.workers.delegate;

import io.ohmykube.workers.node.NodeSetup;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Sets up containerd and the kubelet as services. */
final class ConfigureRuntimeDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeSetup setup;

    ConfigureRuntimeDelegate(NodeFinder nodes, NodeSetup setup) {
        this.nodes = nodes;
        this.setup = setup;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        return setup.configureRuntime(node.remote(), node.machine(), node.cluster());
    }
}
