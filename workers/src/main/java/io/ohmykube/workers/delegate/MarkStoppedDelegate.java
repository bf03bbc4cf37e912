package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.Variables;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Records that the cluster is stopped, once all its members are. */
final class MarkStoppedDelegate implements StepDelegate {
    private final ClusterStore clusters;

    MarkStoppedDelegate(ClusterStore clusters) {
        this.clusters = clusters;
    }

    @Override
    public String run(DelegateExecution execution) {
        Cluster cluster = clusters.require(Variables.cluster(execution));
        List<NodeStatus> members =
                cluster.status().nodes().stream().filter(NodeStatus::isMember).toList();
        long stopped = members.stream().filter(NodeStatus::isStopped).count();
        if (stopped < members.size()) {
            return stopped + " of " + members.size() + " nodes are stopped";
        }
        if (cluster.status().phase() != ClusterStatus.Phase.STOPPED) {
            clusters.update(
                    cluster.name(),
                    current -> current.withStatus(status -> status.withPhase(ClusterStatus.Phase.STOPPED)));
        }
        return "the cluster is stopped";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("records the phase `Stopped` once all members are")
                .looksAt("record")
                .leaves("the phase `Stopped`, recorded");
    }
}
