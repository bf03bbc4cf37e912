package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.workers.contract.StepFacts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Has the launcher make what all machines of the cluster share, the endpoint of several control planes included. */
final class PrepareLauncherDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final ApiEndpoint endpoint;

    PrepareLauncherDelegate(NodeFinder nodes, ApiEndpoint endpoint) {
        this.nodes = nodes;
        this.endpoint = endpoint;
    }

    @Override
    public @Nullable String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        nodes.launcher(cluster).prepare(cluster.name());
        return endpoint.make(cluster)
                .map(address -> "the control planes will be reached at " + address)
                .orElse(null);
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("has the launcher make what machines share; for several control planes the machine "
                        + "at which they are reached, where the launcher makes one")
                .looksAt("launcher")
                .leaves("what machines share");
    }
}
