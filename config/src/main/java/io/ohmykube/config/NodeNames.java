package io.ohmykube.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The names of nodes: {@code <cluster>-control-plane-1} and {@code <cluster>-worker-<n>}. */
public final class NodeNames {
    private NodeNames() {}

    public static String controlPlane(String cluster) {
        return cluster + "-control-plane-1";
    }

    /** The name that the control plane of a cluster, expanded or not, has or will have. */
    public static String controlPlaneOf(Cluster cluster) {
        String given = cluster.spec().nodes().master().name();
        return given == null ? controlPlane(cluster.name()) : given;
    }

    /** A worker's name; {@code index} counts from 1. */
    public static String worker(String cluster, int index) {
        return cluster + "-worker-" + index;
    }

    /**
     * Makes every entry of {@code spec.nodes} one named node. Entries that have names keep them, the others are
     * numbered after the highest index there is, so that the name of a node that was removed is not taken while
     * higher ones live. Expanding an expanded cluster changes nothing.
     */
    public static Cluster expand(Cluster cluster) {
        Nodes nodes = cluster.spec().nodes();
        return withNodes(
                cluster, new Nodes(nodes.master().named(controlPlaneOf(cluster)), expand(cluster, nodes.workers())));
    }

    /** Adds the nodes of a group to an expanded cluster, numbered after the highest index there is. */
    public static Cluster add(Cluster expanded, NodeSpec group) {
        List<NodeSpec> workers = new ArrayList<>(expanded.spec().nodes().workers());
        workers.add(group);
        return withNodes(expanded, expanded.spec().nodes().withWorkers(expand(expanded, workers)));
    }

    private static List<NodeSpec> expand(Cluster cluster, List<NodeSpec> workers) {
        int last = highestIndex(cluster);
        List<NodeSpec> expanded = new ArrayList<>();
        for (NodeSpec worker : workers) {
            if (worker.name() != null) {
                expanded.add(worker.named(worker.name()));
                continue;
            }
            for (int i = 0; i < worker.count(); i++) {
                last++;
                expanded.add(worker.named(worker(cluster.name(), last)));
            }
        }
        return expanded;
    }

    /** Counts also nodes that are only remembered, since a machine of that name may still be there. */
    private static int highestIndex(Cluster cluster) {
        Stream<String> wanted = cluster.nodes().stream().flatMap(node -> Stream.ofNullable(node.name()));
        Stream<String> seen = cluster.status().nodes().stream().map(NodeStatus::name);
        return Stream.concat(wanted, seen)
                .mapToInt(name -> indexOf(name, cluster.name()))
                .max()
                .orElse(0);
    }

    /** Whether a name is one that expanding gives. */
    static boolean isNumbered(String node, String cluster) {
        return indexOf(node, cluster) > 0;
    }

    private static int indexOf(String node, String cluster) {
        String prefix = cluster + "-worker-";
        if (!node.startsWith(prefix) || !node.substring(prefix.length()).matches("[1-9][0-9]{0,8}")) {
            return 0;
        }
        return Integer.parseInt(node.substring(prefix.length()));
    }

    private static Cluster withNodes(Cluster cluster, Nodes nodes) {
        return cluster.withSpec(cluster.spec().withNodes(nodes));
    }
}
