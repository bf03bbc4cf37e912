package io.ohmykube.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be done to a cluster that exists.
 *
 * @param wanted the cluster as it shall be, expanded
 * @param controlPlanes the names of the control planes that are to be made, in order
 * @param added the names of the workers that are to be made, in order
 */
public record ClusterChange(Cluster wanted, List<String> controlPlanes, List<String> added) {
    public ClusterChange {
        controlPlanes = List.copyOf(controlPlanes);
        added = List.copyOf(added);
    }

    static ClusterChange between(Cluster stored, Cluster wanted) {
        Nodes nodes = wanted.spec().nodes();
        return new ClusterChange(wanted, missing(stored, nodes.controlPlanes()), missing(stored, nodes.workers()));
    }

    private static List<String> missing(Cluster stored, List<NodeSpec> wanted) {
        return wanted.stream()
                .flatMap(node -> Stream.ofNullable(node.name()))
                .filter(name -> stored.node(name).isEmpty())
                .toList();
    }
}
