package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which nodes a command stops or starts, as far as the cluster holds out. Throws {@link ExitException} where not. */
final class RestChoice {
    private final Cluster cluster;
    private final Members members;

    RestChoice(Cluster cluster) {
        this.cluster = cluster;
        this.members = Members.of(cluster);
        if (members.controlPlanes().isEmpty()) {
            throw ExitException.badInput("cluster '" + cluster.name()
                    + "' was never made to the end; finish it with 'ohmykube --name " + cluster.name() + " up'");
        }
    }

    /** The nodes of these names, or all. */
    Members named(Collection<String> names) {
        Set<String> wanted = new LinkedHashSet<>(names);
        wanted.forEach(this::require);
        return wanted.isEmpty() ? members : members.only(wanted);
    }

    /**
     * The same, to be stopped. Without more than half of its control planes a cluster has no API: what runs goes on and
     * nobody looks after it, so the last of them stop with the whole cluster only.
     */
    Members toStop(Collection<String> names) {
        Members chosen = named(names);
        Set<String> resting = new HashSet<>(members.stopped());
        resting.addAll(chosen.all());
        long left = running(resting);
        if (!isWhole(chosen) && !chosen.controlPlanes().isEmpty() && left < members.quorum()) {
            throw ExitException.badInput("without " + String.join(", ", chosen.controlPlanes()) + ", " + left + " of "
                    + Headings.count(members.controlPlanes().size(), "control plane") + " of cluster '"
                    + cluster.name() + "' would run, and its API needs " + members.quorum()
                    + " to look after the nodes that go on running; 'ohmykube --name " + cluster.name()
                    + " stop' stops the whole cluster");
        }
        return chosen;
    }

    /** The same, to be started. What changes with a control plane concerns all nodes that run. */
    Members toStart(Collection<String> names) {
        Members chosen = named(names);
        Set<String> resting = new HashSet<>(members.stopped());
        resting.removeAll(chosen.all());
        if (running(resting) < members.quorum()) {
            throw ExitException.badInput("nodes of cluster '" + cluster.name() + "' cannot work while its control "
                    + (members.controlPlanes().size() == 1 ? "plane is" : "planes are")
                    + " stopped; 'ohmykube --name " + cluster.name() + " start' starts the whole cluster");
        }
        if (chosen.controlPlanes().isEmpty()) {
            return chosen;
        }
        Set<String> concerned = new HashSet<>(members.all());
        concerned.removeAll(resting);
        return members.only(concerned);
    }

    /** Whether nothing of the cluster goes on running beside these. */
    boolean isWhole(Members chosen) {
        Set<String> resting = new HashSet<>(members.stopped());
        resting.addAll(chosen.all());
        return resting.containsAll(members.all());
    }

    private long running(Set<String> resting) {
        return members.controlPlanes().stream()
                .filter(name -> !resting.contains(name))
                .count();
    }

    private void require(String node) {
        if (members.all().contains(node)) {
            return;
        }
        if (cluster.node(node).isPresent()) {
            throw ExitException.badInput("node '" + node + "' of cluster '" + cluster.name()
                    + "' was never made to the end; 'ohmykube --name " + cluster.name() + " resume' goes on with it");
        }
        throw ExitException.badInput("cluster '" + cluster.name() + "' has no node '" + node + "'; it has "
                + String.join(", ", Headings.names(cluster)));
    }
}
