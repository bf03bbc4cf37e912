package io.ohmykube.config;

import java.util.List;

/**
 * What is to be done to a cluster that exists.
 *
 * @param wanted the cluster as it shall be, expanded
 * @param added the names of the workers that are to be made, in order; empty when there is nothing to do
 */
public record ClusterChange(Cluster wanted, List<String> added) {
    public ClusterChange {
        added = List.copyOf(added);
    }

    static ClusterChange between(Cluster stored, Cluster wanted) {
        List<String> added = wanted.spec().nodes().workers().stream()
                .map(NodeSpec::name)
                .filter(name -> name != null && stored.node(name).isEmpty())
                .toList();
        return new ClusterChange(wanted, added);
    }
}
