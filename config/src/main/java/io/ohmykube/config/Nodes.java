package io.ohmykube.config;

import java.util.List;

/** The members wanted: one control plane ({@code master} in the file, the customer's word) and workers. */
public record Nodes(NodeSpec master, List<NodeSpec> workers) {}
