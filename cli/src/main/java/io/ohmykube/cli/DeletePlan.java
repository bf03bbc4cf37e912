package io.ohmykube.cli;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Role;
import io.ohmykube.processes.Run;
import java.util.List;
import java.util.Optional;

/** Removes workers from a cluster; first from the run that is unfinished, if they are what it cannot finish. */
final class DeletePlan implements Plan {
    private final ClusterStore store;
    private final String cluster;
    private final List<String> nodes;
    private final boolean force;
    private final GlobalOptions options;
    private boolean leftOut;
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
        if (unfinished.isPresent() && !leftOut && isHeldUpByThem(found, unfinished.get())) {
            leftOut = true;
            return Optional.of(new Task.ResumeWithout(
                    Headings.goingOnWithout(found, unfinished.get(), nodes), unfinished.get(), nodes, this::forget));
        }
        begun = true;
        Unfinished.refuse(cluster, unfinished);
        return Optional.of(new Starts(options).delete(command(), found, nodes, force));
    }

    /** A run that makes nodes goes on without those that are not finished. Any other has to be finished first. */
    private boolean isHeldUpByThem(Cluster found, Run run) {
        return ProcessWords.makesNodes(run.process())
                && nodes.stream().noneMatch(node -> found.status()
                        .node(node)
                        .filter(seen -> seen.phase() == NodeStatus.Phase.READY)
                        .isPresent());
    }

    /** They are wanted no longer, but remembered: whatever there is of them still has to be removed. */
    private void forget() {
        store.update(cluster, found -> {
            Cluster changed = found;
            for (String node : nodes) {
                changed = changed.withoutWorker(node);
                if (changed.status().node(node).isEmpty()) {
                    changed = changed.withStatus(status -> status.withNode(new NodeStatus(
                            node, Role.WORKER, NodeStatus.Phase.FAILED, null, "left out of the cluster")));
                }
            }
            return changed;
        });
    }

    @Override
    public String summary(boolean changed) {
        return "Deleted " + String.join(", ", nodes) + " from cluster " + cluster + "."
                + (leftOut ? " The run that they held up has been finished without them." : "");
    }
}
