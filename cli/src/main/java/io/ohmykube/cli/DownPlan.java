package io.ohmykube.cli;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Role;
import io.ohmykube.processes.Run;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Removes a cluster and everything that was made for it. */
final class DownPlan implements Plan {
    private final ClusterStore store;
    private final String cluster;
    private final GlobalOptions options;
    private boolean begun;

    DownPlan(ClusterStore store, String cluster, GlobalOptions options) {
        this.store = store;
        this.cluster = cluster;
        this.options = options;
    }

    @Override
    public String command() {
        return "down";
    }

    @Override
    public Cluster begin() {
        return store.update(
                cluster, found -> found.withStatus(status -> status.withPhase(ClusterStatus.Phase.DELETING)));
    }

    @Override
    public Optional<Task> next(Cluster found, Optional<Run> unfinished) {
        if (begun) {
            return Optional.empty();
        }
        begun = true;
        if (unfinished.isPresent() && unfinished.get().process().equals(ProcessWords.DOWN)) {
            return Optional.of(new Task.Resume(Headings.resuming(found, unfinished.get()), unfinished.get()));
        }
        return Optional.of(start(command(), found, options));
    }

    /** The removal of a cluster, begun by that command. */
    static Task start(String command, Cluster found, GlobalOptions options) {
        return new Task.Start(
                Headings.of(command, "Removing", found, everyNode(found)),
                ProcessWords.DOWN,
                new RunVariables(found, options)
                        .nodes(workers(found))
                        .wholeCluster()
                        .map());
    }

    /** Also those that are no longer wanted and may still have a machine. */
    private static List<String> workers(Cluster cluster) {
        Set<String> names = new LinkedHashSet<>();
        cluster.spec().nodes().workers().stream()
                .map(NodeSpec::name)
                .filter(Objects::nonNull)
                .forEach(names::add);
        cluster.status().nodes().stream()
                .filter(node -> node.role() == Role.WORKER)
                .map(NodeStatus::name)
                .forEach(names::add);
        return List.copyOf(names);
    }

    private static List<String> everyNode(Cluster cluster) {
        Set<String> names = new LinkedHashSet<>(Headings.names(cluster));
        names.addAll(workers(cluster));
        return List.copyOf(names);
    }

    @Override
    public void completed() {
        store.remove(cluster);
    }

    @Override
    public String summary(boolean changed) {
        return "Cluster " + cluster + " is removed.";
    }
}
