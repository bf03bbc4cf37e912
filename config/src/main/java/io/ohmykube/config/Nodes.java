package io.ohmykube.config;

import java.util.List;

/**
 * The members wanted: control planes ({@code master} in the file, the customer's word) and workers.
 *
 * @param controlPlanes the first one starts the cluster, the others join it; at least one in a valid cluster
 */
public record Nodes(List<NodeSpec> controlPlanes, List<NodeSpec> workers) {
    public Nodes {
        controlPlanes = List.copyOf(controlPlanes);
        workers = List.copyOf(workers);
    }

    public Nodes withControlPlanes(List<NodeSpec> changed) {
        return new Nodes(changed, workers);
    }

    public Nodes withWorkers(List<NodeSpec> changed) {
        return new Nodes(controlPlanes, changed);
    }
}
