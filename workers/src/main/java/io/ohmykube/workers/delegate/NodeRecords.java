package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.NodeStatus.Phase;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What the cluster's file says of its nodes' state. */
final class NodeRecords {
    private static final Set<Phase> MACHINE = EnumSet.of(Phase.CREATED, Phase.PREPARED);

    private final ClusterStore clusters;

    NodeRecords(ClusterStore clusters) {
        this.clusters = clusters;
    }

    /** Whether the node has been part of the cluster, so that its machine may hold what exists nowhere else. */
    boolean isMember(String cluster, String node) {
        return find(clusters.require(cluster), node).isMember();
    }

    /** Whether its machine was made to the end, host keys included. */
    boolean isMade(Cluster cluster, String node) {
        NodeStatus status = find(cluster, node);
        return status.isMember() || MACHINE.contains(status.phase());
    }

    /** Records a change; writes nothing where there is none. */
    void change(String cluster, String node, UnaryOperator<NodeStatus> change) {
        NodeStatus before = find(clusters.require(cluster), node);
        if (!change.apply(before).equals(before)) {
            clusters.update(
                    cluster,
                    current -> current.withStatus(status -> status.withNode(change.apply(find(current, node)))));
        }
    }

    /** The node takes part in the cluster from now on; what was seen of it later stays. */
    void joined(NodeAccess node) {
        change(node.cluster().name(), node.name(), status -> {
            NodeStatus there = status.withAddress(node.machine().addresses().get(0));
            return status.isMember() ? there : there.withPhase(Phase.NOT_READY, "joined, not yet verified");
        });
    }

    private static NodeStatus find(Cluster cluster, String node) {
        return cluster.status()
                .node(node)
                .orElseGet(() -> new NodeStatus(node, NodeFinder.role(cluster, node), Phase.PENDING, null, null));
    }
}
