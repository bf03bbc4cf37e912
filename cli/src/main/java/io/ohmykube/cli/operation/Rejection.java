package io.ohmykube.cli.operation;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStatus.Phase;
import io.ohmykube.config.Condition;
import io.ohmykube.config.NodeStatus;

/** What a cluster is after a run on it was rejected: what it was before, unless something had been done already. */
public final class Rejection {
    private Rejection() {}

    public static Cluster atRest(Cluster cluster) {
        return cluster.withStatus(status -> status.withPhase(phase(cluster, status)));
    }

    private static Phase phase(Cluster cluster, ClusterStatus status) {
        return switch (status.phase()) {
            case PENDING, CREATING, FAILED -> Phase.FAILED;
            case READY, DEGRADED, STOPPED -> status.phase();
            case DELETING -> isUntouched(cluster, status) ? before(status) : Phase.FAILED;
        };
    }

    private static boolean isUntouched(Cluster cluster, ClusterStatus status) {
        return status.nodes().size() == cluster.nodes().size()
                && status.nodes().stream().allMatch(NodeStatus::isMember);
    }

    private static Phase before(ClusterStatus status) {
        if (status.nodes().stream().allMatch(NodeStatus::isStopped)) {
            return Phase.STOPPED;
        }
        boolean well = status.holds(Condition.READY)
                && status.nodes().stream().allMatch(node -> node.phase() == NodeStatus.Phase.READY);
        return well ? Phase.READY : Phase.DEGRADED;
    }
}
