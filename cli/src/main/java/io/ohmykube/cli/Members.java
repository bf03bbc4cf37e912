package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus;
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
    static Members of(Cluster cluster) {
        List<String> names = Headings.names(cluster).stream()
                .filter(name ->
                        cluster.status().node(name).filter(NodeStatus::isMember).isPresent())
                .toList();
        return new Members(
                names.stream().filter(cluster::isControlPlane).toList(),
                names.stream().filter(name -> !cluster.isControlPlane(name)).toList(),
                Set.copyOf(names.stream().filter(cluster::isStopped).toList()));
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
