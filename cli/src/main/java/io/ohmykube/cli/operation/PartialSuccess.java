package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.Failure;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.Condition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A cluster that can be used although something of it has failed.
 *
 * @param addOns those that failed, by name
 */
record PartialSuccess(String cluster, List<String> addOns) {
    PartialSuccess {
        addOns = List.copyOf(addOns);
    }

    /** Empty where the cluster cannot be used, or something else than add-ons has failed. */
    static Optional<PartialSuccess> of(Cluster cluster, List<Failure> failures) {
        List<String> addOns = failures.stream()
                .map(Failure::node)
                .filter(Objects::nonNull)
                .filter(name -> cluster.node(name).isEmpty())
                .distinct()
                .toList();
        boolean onlyAddOns = !addOns.isEmpty()
                && failures.stream().map(Failure::node).allMatch(name -> name != null && addOns.contains(name));
        return onlyAddOns && phase(cluster.status()) == ClusterStatus.Phase.DEGRADED
                ? Optional.of(new PartialSuccess(cluster.name(), addOns))
                : Optional.empty();
    }

    /** What a cluster is after a run on it was stopped by failures: one whose nodes are ready, or were, is still there. */
    static ClusterStatus.Phase phase(ClusterStatus status) {
        return switch (status.phase()) {
            case PENDING, CREATING, FAILED ->
                status.holds(Condition.NODES_READY) ? ClusterStatus.Phase.DEGRADED : ClusterStatus.Phase.FAILED;
            case READY, DEGRADED, STOPPED -> ClusterStatus.Phase.DEGRADED;
            case DELETING -> ClusterStatus.Phase.DELETING;
        };
    }

    /** The last line for a person. */
    String summary(String kubeconfig) {
        return "Cluster " + cluster + " works, but without " + names()
                + ", which failed; use it with: export KUBECONFIG=" + kubeconfig;
    }

    /** What resuming does. */
    String remaining() {
        return "tries " + names() + " again, and nothing else";
    }

    private String names() {
        return (addOns.size() == 1 ? "add-on " : "add-ons ") + String.join(", ", addOns);
    }
}
