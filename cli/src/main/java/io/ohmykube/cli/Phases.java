package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.workers.health.ClusterHealth;
import java.util.Locale;

/** Phases as they are printed. */
final class Phases {
    private Phases() {}

    /** What is recorded of a cluster, unless it was found to be worse than that. */
    static String of(Cluster cluster, ClusterHealth health) {
        return word(
                health.degraded()
                        ? ClusterStatus.Phase.DEGRADED
                        : cluster.status().phase());
    }

    /** In the manner of Kubernetes: {@code DELETE_FAILED} is {@code DeleteFailed}. */
    static String word(Enum<?> phase) {
        StringBuilder word = new StringBuilder();
        for (String part : phase.name().split("_", -1)) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }
}
