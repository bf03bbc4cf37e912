package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.processes.HealthRecord;
import io.ohmykube.workers.health.ClusterHealth;
import io.ohmykube.workers.health.HealthCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Looks at the nodes of clusters, all at once. Where there are none, nothing is loaded that would be needed for it. */
final class Checkup implements AutoCloseable {
    private final Session session;
    private final Operations operations;
    private @Nullable Wiring wiring;
    private @Nullable HealthCheck check;

    Checkup(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    /** How they are, by name and in this order. Takes some seconds at most, however many there are. */
    Map<String, ClusterHealth> of(List<Cluster> clusters) {
        Map<String, CompletableFuture<ClusterHealth>> looks = new LinkedHashMap<>();
        for (Cluster cluster : clusters) {
            looks.put(
                    cluster.name(),
                    HealthCheck.concerns(cluster)
                            ? check().begin(cluster)
                            : CompletableFuture.completedFuture(ClusterHealth.NOT_LOOKED_AT));
        }
        Map<String, ClusterHealth> found = new LinkedHashMap<>();
        looks.forEach((name, look) -> found.put(name, result(name, look)));
        return found;
    }

    private ClusterHealth result(String cluster, CompletableFuture<ClusterHealth> look) {
        try {
            return new HealthRecord(session.store().files(cluster))
                    .remember(look.join(), session.clock().instant());
        } catch (CompletionException e) {
            if (e.getCause() instanceof LauncherException) {
                return ClusterHealth.NOT_LOOKED_AT; // Made by a launcher that this program does not have.
            }
            throw e;
        }
    }

    private HealthCheck check() {
        HealthCheck made = check;
        if (made == null) {
            Wiring parts = operations.wiring(new SourceOptions());
            wiring = parts;
            made = parts.health();
            check = made;
        }
        return made;
    }

    @Override
    public void close() {
        if (check != null) {
            check.close();
        }
        if (wiring != null) {
            wiring.close();
        }
    }
}
