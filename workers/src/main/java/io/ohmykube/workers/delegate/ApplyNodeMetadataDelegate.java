package io.ohmykube.workers.delegate;

import io.ohmykube.config.Role;
import io.ohmykube.config.Taint;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.NodeObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Gives a node its labels, annotations and taints; those of others stay. */
final class ApplyNodeMetadataDelegate implements StepDelegate {
    private static final String WORKER = "node-role.kubernetes.io/worker";
    private final NodeFinder nodes;

    ApplyNodeMetadataDelegate(NodeFinder nodes) {
        this.nodes = nodes;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        Kubectl kubectl = nodes.controlPlane(execution).kubectl();
        Optional<NodeObject> there = kubectl.node(node.name());
        Map<String, String> labels = new TreeMap<>(node.spec().labels());
        if (node.role() == Role.WORKER) {
            labels.putIfAbsent(WORKER, "");
        }
        Map<String, String> annotations = node.spec().custom().annotations();
        List<Taint> taints = node.spec().taints();
        boolean labelled = there.filter(n -> n.labels().entrySet().containsAll(labels.entrySet()))
                .isPresent();
        boolean annotated = there.filter(n -> n.annotations().entrySet().containsAll(annotations.entrySet()))
                .isPresent();
        boolean tainted = there.filter(n -> n.taints().containsAll(taints)).isPresent();
        if (!labelled) {
            kubectl.label(node.name(), labels);
        }
        if (!annotated) {
            kubectl.annotate(node.name(), annotations);
        }
        if (!tainted) {
            kubectl.taint(node.name(), taints);
        }
        return labelled && annotated && tainted
                ? "nothing to change"
                : labels.size() + " labels, " + annotations.size() + " annotations, " + taints.size() + " taints";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("labels, annotations and taints of the file, the worker's role label")
                .looksAt("API")
                .reads(StepInput.NODE, StepInput.CONTROL_PLANE)
                .leaves("labels, annotations and taints of the node object");
    }
}
