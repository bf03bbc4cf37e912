package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.NodeObject;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Cordons a node that is to be stopped, and notes on it that this was why; who cordoned it before, has it stay so. */
final class CordonNodeDelegate implements StepDelegate {
    /** An annotation of nodes that we have cordoned. */
    static final String MARK = "ohmykube.io/cordoned-by";

    static final String BY = "stop";

    private final NodeFinder nodes;

    CordonNodeDelegate(NodeFinder nodes) {
        this.nodes = nodes;
    }

    @Override
    public String run(DelegateExecution execution) {
        String node = Variables.node(execution);
        if (nodes.isStopped(execution, node)) {
            return "is stopped already";
        }
        Kubectl kubectl = nodes.controlPlane(execution).kubectl();
        Optional<NodeObject> there = kubectl.node(node);
        if (there.isEmpty()) {
            return "the API server knows no such node";
        }
        if (!there.get().schedulable()) {
            return "was cordoned before";
        }
        kubectl.annotate(node, Map.of(MARK, BY)); // First: a cordon without it would be taken for somebody else's.
        kubectl.cordon(node);
        return "no more pods are placed on it";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("cordons a node that is to be stopped, and notes on it that this was why")
                .looksAt("record, API")
                .reads(StepInput.NODE, StepInput.CONTROL_PLANE)
                .leaves("a cordoned node, noted as stopped by us");
    }
}
