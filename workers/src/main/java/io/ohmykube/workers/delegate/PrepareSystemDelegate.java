package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.node.NodeSetup;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Makes a machine's operating system fit for Kubernetes. */
final class PrepareSystemDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeSetup setup;

    PrepareSystemDelegate(NodeFinder nodes, NodeSetup setup) {
        this.nodes = nodes;
        this.setup = setup;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        return setup.prepareSystem(node.remote(), node.machine(), node.cluster());
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("swap, kernel modules and settings, names")
                .looksAt("machine")
                .reads(StepInput.NODE)
                .leaves("a system ready for Kubernetes")
                .raises(ErrorCodes.MACHINE_UNREACHABLE);
    }
}
