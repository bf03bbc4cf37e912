package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
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

    @Override
    public StepFacts facts() {
        return StepFacts.does("containerd and kubelet as services; their mirrors, proxies and certificate "
                        + "authorities, for which they are restarted where they changed")
                .looksAt("machine")
                .reads(StepInput.NODE)
                .leaves("containerd and the kubelet, running or enabled")
                .raises(ErrorCodes.MACHINE_UNREACHABLE);
    }
}
