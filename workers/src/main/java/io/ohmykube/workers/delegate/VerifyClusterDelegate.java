package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.workers.kubectl.ApiUnavailableException;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.NodeObject;
import io.ohmykube.workers.kubectl.NotReadyException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Asks the live cluster whether all of it works, and records what it says of each node. */
final class VerifyClusterDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final AddOnParts addOns;
    private final NodeRecords records;
    private final Deadlines deadlines;

    VerifyClusterDelegate(NodeFinder nodes, AddOnParts addOns, NodeRecords records, Deadlines deadlines) {
        this.nodes = nodes;
        this.addOns = addOns;
        this.records = records;
        this.deadlines = deadlines;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess controlPlane = nodes.controlPlane(execution);
        Kubectl kubectl = new Kubectl(controlPlane.remote());
        Cluster cluster = controlPlane.cluster();
        List<String> wanted = cluster.nodes().stream()
                .map(NodeSpec::name)
                .map(Objects::requireNonNull)
                .toList();
        if (!AddOnParts.hasPodNetwork(cluster)) {
            List<NodeObject> seen = record(cluster, kubectl);
            requireMembers(wanted, seen);
            return wanted.size() + " nodes are members; they become ready with a CNI";
        }
        try {
            kubectl.awaitReady(wanted, deadlines.ready());
        } catch (NotReadyException | ApiUnavailableException e) {
            if (e instanceof NotReadyException) {
                record(cluster, kubectl);
            }
            throw e;
        }
        record(cluster, kubectl);
        kubectl.awaitAvailable("deployment", "kube-system", "coredns", deadlines.ready());
        addOns.all(cluster).stream()
                .flatMap(addOn -> addOn.ready().stream())
                .forEach(w -> kubectl.awaitAvailable(w.kind(), w.namespace(), w.name(), deadlines.ready()));
        return wanted.size() + " nodes are ready";
    }

    private List<NodeObject> record(Cluster cluster, Kubectl kubectl) {
        List<NodeObject> seen = kubectl.nodes();
        Set<String> wanted = cluster.nodes().stream().map(NodeSpec::name).collect(Collectors.toSet());
        seen.stream()
                .filter(node -> wanted.contains(node.name()))
                .forEach(node -> records.change(cluster.name(), node.name(), status -> seen(status, node)));
        return seen;
    }

    private static NodeStatus seen(NodeStatus status, NodeObject node) {
        String address = status.address() == null ? node.internalAddress() : status.address();
        Phase phase = node.ready() ? Phase.READY : Phase.NOT_READY;
        return new NodeStatus(status.name(), status.role(), phase, address, node.message());
    }

    private static void requireMembers(List<String> wanted, List<NodeObject> seen) {
        Set<String> missing = new TreeSet<>(wanted);
        seen.forEach(node -> missing.remove(node.name()));
        if (!missing.isEmpty()) {
            throw new TransientStepException("not known to the API server: " + String.join(", ", missing), null);
        }
    }
}
