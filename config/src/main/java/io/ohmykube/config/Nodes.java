package io.ohmykube.config;

import java.util.List;

/** The members wanted: one control plane ({@code master} in the file, the customer's word) and workers. */
public record Nodes(NodeSpec master, List<NodeSpec> workers) {
    public Nodes {
        workers = List.copyOf(workers);
    }

    public Nodes withWorkers(List<NodeSpec> changed) {
        return new Nodes(master, changed);
    }
}
