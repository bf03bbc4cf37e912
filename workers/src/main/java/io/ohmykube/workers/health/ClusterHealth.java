package io.ohmykube.workers.health;

import io.ohmykube.workers.health.NodeHealth.State;
import java.util.List;
import java.util.Optional;

/**
 * How the nodes of a cluster are.
 *
 * @param nodes those that were looked at; none where the cluster is being made or removed, or is stopped
 * @param degraded whether something of it does not work
 */
public record ClusterHealth(List<NodeHealth> nodes, boolean degraded) {
    public static final ClusterHealth NOT_LOOKED_AT = new ClusterHealth(List.of(), false);

    /** @param podNetwork false where no node can be ready, and none is expected to be */
    static ClusterHealth of(List<NodeHealth> nodes, boolean podNetwork) {
        return new ClusterHealth(
                nodes,
                nodes.stream()
                        .map(NodeHealth::state)
                        .anyMatch(state -> state != State.HEALTHY
                                && state != State.STOPPED
                                && (podNetwork || state != State.NOT_READY)));
    }

    public Optional<NodeHealth> node(String name) {
        return nodes.stream().filter(node -> node.node().equals(name)).findFirst();
    }
}
