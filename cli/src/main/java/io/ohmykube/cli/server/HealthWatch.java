package io.ohmykube.cli.server;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.processes.HealthRecord;
import io.ohmykube.processes.OperationLock;
import io.ohmykube.workers.health.ClusterHealth;
import io.ohmykube.workers.health.HealthCheck;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the nodes of all clusters at once, and has written down which went away or came back. Not of those that an
 * operation works on: it stops and removes nodes itself.
 */
final class HealthWatch implements JavaDelegate {
    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

    private final ClusterStore store;
    private final Supplier<HealthCheck> checks;
    private final Clock clock;

    /** @param checks a new one for each look: ways to machines may have broken since the last */
    HealthWatch(ClusterStore store, Supplier<HealthCheck> checks, Clock clock) {
        this.store = store;
        this.checks = checks;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        List<Cluster> living = store.names().stream()
                .map(store::find)
                .flatMap(Optional::stream)
                .filter(HealthCheck::concerns)
                .filter(cluster ->
                        OperationLock.holder(store.files(cluster.name())).isEmpty())
                .toList();
        if (living.isEmpty()) {
            return;
        }
        try (HealthCheck check = checks.get()) {
            Map<String, CompletableFuture<ClusterHealth>> looks = new LinkedHashMap<>();
            living.forEach(cluster -> looks.put(cluster.name(), check.begin(cluster)));
            looks.forEach(this::remember);
        }
    }

    private void remember(String cluster, CompletableFuture<ClusterHealth> look) {
        try {
            new HealthRecord(store.files(cluster)).remember(look.join(), clock.instant());
        } catch (RuntimeException e) {
            // One cluster that cannot be looked at does not keep the others from it.
            if (e.getCause() instanceof LauncherException) {
                LOG.debug("cluster {} was made by a launcher that this program does not have", cluster, e);
            } else {
                LOG.warn("the nodes of cluster {} cannot be looked at", cluster, e);
            }
        }
    }
}
