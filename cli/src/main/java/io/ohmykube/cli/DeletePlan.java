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
import java.util.Set;
import java.util.function.Function;

/** Removes nodes from a cluster; workers first from the run that is unfinished, if they are what it cannot finish. */
final class DeletePlan implements Plan {
    private final ClusterStore store;
    private final String cluster;
    private final List<String> nodes;
    private final boolean force;
    private final boolean mergeKubeconfig;
    private final Function<Cluster, Set<String>> answering;
    private final GlobalOptions options;
    private boolean leftOut;
    private boolean begun;
    private String afterwards = "";

    /** @param answering finds the control planes whose API server answers */
    DeletePlan(
            ClusterStore store,
            String cluster,
            List<String> nodes,
            boolean force,
            boolean mergeKubeconfig,
            Function<Cluster, Set<String>> answering,
            GlobalOptions options) {
        this.mergeKubeconfig = mergeKubeconfig;
        this.answering = answering;
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
        ControlPlaneRemoval removal = new ControlPlaneRemoval(found, nodes);
        if (unfinished.isPresent() && !leftOut && removal.concernsNone() && isHeldUpByThem(found, unfinished.get())) {
            leftOut = true;
            return Optional.of(new Task.ResumeWithout(
                    Headings.goingOnWithout(found, unfinished.get(), nodes), unfinished.get(), nodes, this::forget));
        }
        begun = true;
        Unfinished.refuse(cluster, unfinished.filter(run -> removal.concernsNone() || !isOnlyAboutThem(found, run)));
        List<String> controlPlanes = removal.inOrder(answering);
        List<String> workers =
                nodes.stream().filter(node -> !controlPlanes.contains(node)).toList();
        afterwards = removal.afterwards();
        return Optional.of(
                new Starts(options).delete(command(), found, workers, controlPlanes, force, mergeKubeconfig));
    }

    /** A run that makes nodes goes on without those that are not finished. Any other has to be finished first. */
    private boolean isHeldUpByThem(Cluster found, Run run) {
        return ProcessWords.makesNodes(run.process())
                && nodes.stream().noneMatch(node -> found.status()
                        .node(node)
                        .filter(seen -> seen.phase() == NodeStatus.Phase.READY)
                        .isPresent());
    }

    /** A run that adds nodes is given up where all that it has not finished is to be removed. */
    private boolean isOnlyAboutThem(Cluster found, Run run) {
        return run.process().equals(ProcessWords.ADD)
                && nodes.containsAll(Headings.names(found).stream()
                        .filter(node -> !found.status()
                                .node(node)
                                .filter(NodeStatus::isMember)
                                .isPresent())
                        .toList())
                && nodes.stream().noneMatch(Members.of(found).all()::contains);
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
        return "Deleted " + String.join(", ", nodes) + " from cluster " + cluster + "." + afterwards
                + (leftOut ? " The run that they held up has been finished without them." : "");
    }
}
