package io.ohmykube.workers.delegate;

import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Condition;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.Variables;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Records that the cluster is as wanted. */
final class MarkReadyDelegate implements StepDelegate {
    private final ClusterStore clusters;
    private final Clock clock;

    MarkReadyDelegate(ClusterStore clusters, Clock clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    @Override
    public @Nullable String run(DelegateExecution execution) {
        String cluster = Variables.cluster(execution);
        if (!isReady(clusters.require(cluster).status())) {
            Condition ready = new Condition(
                    Condition.READY, true, null, null, clock.instant().truncatedTo(ChronoUnit.SECONDS));
            clusters.update(
                    cluster,
                    current -> current.withStatus(status ->
                            status.withPhase(ClusterStatus.Phase.READY).withCondition(ready)));
        }
        return null;
    }

    private static boolean isReady(ClusterStatus status) {
        return status.phase() == ClusterStatus.Phase.READY && status.holds(Condition.READY);
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("records the phase `Ready`").looksAt("record").leaves("the phase `Ready`, recorded");
    }
}
