package io.ohmykube.cli;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Run;
import java.util.List;
import java.util.Optional;

/** Removes workers from a cluster. */
final class DeletePlan implements Plan {
    private final ClusterStore store;
    private final String cluster;
    private final List<String> nodes;
    private final boolean force;
    private final GlobalOptions options;
    private boolean begun;

    DeletePlan(ClusterStore store, String cluster, List<String> nodes, boolean force, GlobalOptions options) {
        this.store = store;
        this.cluster = cluster;
        this.nodes = List.copyOf(nodes);
        this.force = force;
        this.options = options;
    }

    @Override
    public String command() {
        return "delete";
    }

    @Override
    public Cluster begin() {
        return store.require(cluster);
    }

    @Override
    public Optional<Task> next(Cluster found, Optional<Run> unfinished) {
        if (begun) {
            return Optional.empty();
        }
        begun = true;
        Unfinished.refuse(cluster, unfinished);
        return Optional.of(new Task.Start(
                Headings.of(command(), "Deleting from", found, nodes),
                ProcessWords.DELETE,
                new RunVariables(found, options).nodes(nodes).force(force).map()));
    }

    @Override
    public String summary(boolean changed) {
        return "Deleted " + String.join(", ", nodes) + " from cluster " + cluster + ".";
    }
}
