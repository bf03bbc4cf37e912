package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Condition;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubectl.NotReadyException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Asks the live cluster whether all its nodes are ready, and records the answer: from then on it can be used. */
final class VerifyNodesDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeReadiness readiness;
    private final ClusterStore clusters;
    private final Clock clock;

    VerifyNodesDelegate(NodeFinder nodes, NodeReadiness readiness, ClusterStore clusters, Clock clock) {
        this.nodes = nodes;
        this.readiness = readiness;
        this.clusters = clusters;
        this.clock = clock;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess controlPlane = nodes.controlPlane(execution);
        Cluster cluster = controlPlane.cluster();
        NodeReadiness.Result result;
        try {
            result = readiness.await(cluster, controlPlane.kubectl(), execution);
        } catch (NotReadyException | PermanentStepException e) {
            record(cluster.name(), false, "NotVerified");
            throw e;
        }
        if (!AddOnParts.hasPodNetwork(cluster)) {
            record(cluster.name(), false, "NoPodNetwork");
            return result.ready() + " nodes are members; they become ready with a CNI";
        }
        record(cluster.name(), true, null);
        return result.text();
    }

    /** Writes nothing where it is recorded already. */
    private void record(String cluster, boolean holds, @Nullable String reason) {
        boolean known = clusters.require(cluster).status().conditions().stream()
                .anyMatch(c -> c.type().equals(Condition.NODES_READY) && c.status() == holds);
        if (!known) {
            Condition condition = new Condition(
                    Condition.NODES_READY, holds, reason, null, clock.instant().truncatedTo(ChronoUnit.SECONDS));
            clusters.update(cluster, current -> current.withStatus(status -> status.withCondition(condition)));
        }
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("waits for all nodes, no longer once the CNI has failed for good; records each node "
                        + "and the condition `NodesReady`")
                .looksAt("API")
                .reads(StepInput.CONTROL_PLANE, StepInput.NODES, StepInput.CONTROL_PLANES)
                .leaves("each node and the condition `NodesReady`, recorded");
    }
}
