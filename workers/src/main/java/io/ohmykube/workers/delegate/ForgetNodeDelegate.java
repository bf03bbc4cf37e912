package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Takes a node out of the cluster's file, once its machine is gone. */
final class ForgetNodeDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final ClusterStore clusters;

    ForgetNodeDelegate(NodeFinder nodes, ClusterStore clusters) {
        this.nodes = nodes;
        this.clusters = clusters;
    }

    @Override
    public @Nullable String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        String node = Variables.node(execution);
        Launcher launcher = nodes.launcher(cluster);
        if (launcher.ownsMachines() && launcher.get(cluster.name(), node).isPresent()) {
            throw new TransientStepException(node + ": its machine is there again, so it is not forgotten", null);
        }
        // A cluster that goes as a whole keeps its control planes to the end: each of its runs names one.
        boolean whole = Variables.isTrue(execution, Variables.WHOLE_CLUSTER);
        clusters.update(cluster.name(), current -> (whole ? current : current.withoutControlPlane(node))
                .withoutWorker(node)
                .withStatus(status -> status.withoutNode(node)));
        return null;
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("takes the node out of `cluster.yaml`, once its machine is gone")
                .looksAt("launcher")
                .reads(StepInput.NODE, StepInput.WHOLE_CLUSTER)
                .leaves("no such node in `cluster.yaml`");
    }
}
