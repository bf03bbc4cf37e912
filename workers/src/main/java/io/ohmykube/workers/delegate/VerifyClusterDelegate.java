package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubectl.Kubectl;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Asks the live cluster whether all of it works: its nodes, the name service, every add-on. */
final class VerifyClusterDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final AddOnParts addOns;
    private final NodeReadiness readiness;
    private final Deadlines deadlines;

    VerifyClusterDelegate(NodeFinder nodes, AddOnParts addOns, NodeReadiness readiness, Deadlines deadlines) {
        this.nodes = nodes;
        this.addOns = addOns;
        this.readiness = readiness;
        this.deadlines = deadlines;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess controlPlane = nodes.controlPlane(execution);
        Kubectl kubectl = controlPlane.kubectl();
        Cluster cluster = controlPlane.cluster();
        NodeReadiness.Result result = readiness.await(cluster, kubectl, execution);
        if (!AddOnParts.hasPodNetwork(cluster)) {
            return result.ready() + " nodes are members; they become ready with a CNI";
        }
        if (!result.absent().isEmpty()) {
            // Pods of a node that went down unannounced are placed elsewhere after minutes, some of them never.
            return result.text() + "; add-ons are not verified meanwhile";
        }
        int stopped = NodeReadiness.stopped(cluster);
        kubectl.awaitAvailable("deployment", "kube-system", "coredns", stopped, deadlines.ready());
        addOns.all(cluster).stream()
                .flatMap(addOn -> addOn.ready().stream())
                .forEach(w -> kubectl.awaitAvailable(w.kind(), w.namespace(), w.name(), stopped, deadlines.ready()));
        return result.text();
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("waits for all nodes, CoreDNS and the add-ons; records each node")
                .looksAt("API")
                .reads(StepInput.CONTROL_PLANE, StepInput.NODES, StepInput.CONTROL_PLANES)
                .leaves("each node, recorded");
    }
}
