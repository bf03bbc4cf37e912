package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Has the launcher make what all machines of the cluster share. */
final class PrepareLauncherDelegate implements StepDelegate {
    private final NodeFinder nodes;

    PrepareLauncherDelegate(NodeFinder nodes) {
        this.nodes = nodes;
    }

    @Override
    public @Nullable String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        nodes.launcher(cluster).prepare(cluster.name());
        return null;
    }
}
