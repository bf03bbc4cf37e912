package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The nodes of a cluster that were made to the end, by name.
 *
 * @param controlPlanes first those, in the order of the file
 * @param stopped those of both that were stopped on purpose
 */
record Members(List<String> controlPlanes, List<String> workers, Set<String> stopped) {
    private static final Set<NodeStatus.Phase> MADE =
            EnumSet.of(NodeStatus.Phase.READY, NodeStatus.Phase.NOT_READY, NodeStatus.Phase.STOPPED);

    static Members of(Cluster cluster) {
        List<String> names = Headings.names(cluster).stream()
                .filter(name -> isIn(cluster, name, MADE))
                .toList();
        return new Members(
                names.stream().filter(cluster::isControlPlane).toList(),
                names.stream().filter(name -> !cluster.isControlPlane(name)).toList(),
                Set.copyOf(names.stream()
                        .filter(name -> isIn(cluster, name, EnumSet.of(NodeStatus.Phase.STOPPED)))
                        .toList()));
    }

    private static boolean isIn(Cluster cluster, String name, Set<NodeStatus.Phase> phases) {
        return cluster.status()
                .node(name)
                .filter(status -> phases.contains(status.phase()))
                .isPresent();
    }

    List<String> all() {
        return Stream.concat(controlPlanes.stream(), workers.stream()).toList();
    }

    /** How many control planes must run for the API to answer: more than half of them. */
    int quorum() {
        return controlPlanes.size() / 2 + 1;
    }

    /** These alone, in our order. */
    Members only(Set<String> names) {
        return new Members(
                controlPlanes.stream().filter(names::contains).toList(),
                workers.stream().filter(names::contains).toList(),
                Set.copyOf(stopped.stream().filter(names::contains).toList()));
    }
}
