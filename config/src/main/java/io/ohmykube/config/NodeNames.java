package io.ohmykube.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The names of nodes: {@code <cluster>-control-plane-<n>} and {@code <cluster>-worker-<n>}. */
public final class NodeNames {
    private static final String CONTROL_PLANE = "-control-plane-";
    private static final String WORKER = "-worker-";
    /** What names that only nodes know end with. */
    static final String INTERNAL = ".ohmykube.internal";

    private NodeNames() {}

    /** A control plane's name; {@code index} counts from 1. */
    public static String controlPlane(String cluster, int index) {
        return cluster + CONTROL_PLANE + index;
    }

    /** The machine at which several control planes are reached as one. */
    public static String endpoint(String cluster) {
        return cluster + "-endpoint";
    }

    /** The name by which a cluster's nodes find its API server; it is known to them alone. */
    public static String api(String cluster) {
        return "api." + cluster + INTERNAL;
    }

    /** The names that the control planes of a cluster, expanded or not, have or will have. */
    static List<String> controlPlanesOf(Cluster cluster) {
        return controlPlanes(cluster).stream()
                .map(NodeSpec::name)
                .filter(Objects::nonNull)
                .toList();
    }

    /** A worker's name; {@code index} counts from 1. */
    public static String worker(String cluster, int index) {
        return cluster + WORKER + index;
    }

    /**
     * Makes every entry of {@code spec.nodes} one named node. Entries that have names keep them, the others are
     * numbered after the highest index there is, so that the name of a node that was removed is not taken while
     * higher ones live. Expanding an expanded cluster changes nothing.
     */
    public static Cluster expand(Cluster cluster) {
        Nodes nodes = cluster.spec().nodes();
        return withNodes(cluster, new Nodes(controlPlanes(cluster), expand(cluster, nodes.workers())));
    }

    /** The cluster with groups of workers at the end, not expanded. */
    static Cluster withWorkers(Cluster cluster, List<NodeSpec> groups) {
        Nodes nodes = cluster.spec().nodes();
        return withNodes(cluster, nodes.withWorkers(with(nodes.workers(), groups)));
    }

    /** The cluster with a group of control planes at the end, not expanded. */
    static Cluster withControlPlanes(Cluster cluster, NodeSpec group) {
        Nodes nodes = cluster.spec().nodes();
        return withNodes(cluster, nodes.withControlPlanes(with(nodes.controlPlanes(), List.of(group))));
    }

    private static List<NodeSpec> with(List<NodeSpec> there, List<NodeSpec> groups) {
        List<NodeSpec> all = new ArrayList<>(there);
        all.addAll(groups);
        return all;
    }

    private static List<NodeSpec> controlPlanes(Cluster cluster) {
        List<NodeSpec> wanted = cluster.spec().nodes().controlPlanes();
        // A worker of such a name is in the way, and is refused; it does not give control planes other names.
        return expand(cluster.name(), CONTROL_PLANE, wanted, highestIndex(cluster, CONTROL_PLANE, wanted));
    }

    private static List<NodeSpec> expand(Cluster cluster, List<NodeSpec> workers) {
        return expand(cluster.name(), WORKER, workers, highestIndex(cluster, WORKER, cluster.nodes()));
    }

    private static List<NodeSpec> expand(String cluster, String kind, List<NodeSpec> entries, int highest) {
        int last = highest;
        List<NodeSpec> expanded = new ArrayList<>();
        for (NodeSpec entry : entries) {
            if (entry.name() != null) {
                expanded.add(entry.named(entry.name()));
                continue;
            }
            for (int i = 0; i < entry.count(); i++) {
                last++;
                expanded.add(entry.named(cluster + kind + last));
            }
        }
        return expanded;
    }

    /** Counts also nodes that are only remembered, since a machine of that name may still be there. */
    private static int highestIndex(Cluster cluster, String kind, List<NodeSpec> nodes) {
        Stream<String> wanted = nodes.stream().flatMap(node -> Stream.ofNullable(node.name()));
        Stream<String> seen = cluster.status().nodes().stream().map(NodeStatus::name);
        return Stream.concat(wanted, seen)
                .mapToInt(name -> indexOf(name, cluster.name() + kind))
                .max()
                .orElse(0);
    }

    /** Whether a name is one that expanding gives. */
    static boolean isNumbered(String node, String cluster) {
        return indexOf(node, cluster + WORKER) > 0;
    }

    private static int indexOf(String node, String prefix) {
        if (!node.startsWith(prefix) || !node.substring(prefix.length()).matches("[1-9][0-9]{0,8}")) {
            return 0;
        }
        return Integer.parseInt(node.substring(prefix.length()));
    }

    private static Cluster withNodes(Cluster cluster, Nodes nodes) {
        return cluster.withSpec(cluster.spec().withNodes(nodes));
    }
}
