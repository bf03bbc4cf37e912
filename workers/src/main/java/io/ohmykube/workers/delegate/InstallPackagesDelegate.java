package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
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

    @Override
    public StepFacts facts() {
        return StepFacts.does("brings packages that are missing or differ")
                .looksAt("machine")
                .reads(StepInput.NODE)
                .leaves("packages on the machine")
                .raises(ErrorCodes.MACHINE_UNREACHABLE);
    }
}
