package io.ohmykube.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the workers that are asked for and do not exist. Entries with a name mean that node; entries without one
 * stand for as many of the numbered nodes as they count, those that agree with them first.
 */
final class WorkerComparison {
    private final Cluster stored;
    private final ClusterComparison fields;
    private final boolean likeTheLast;

    WorkerComparison(Cluster stored, ClusterComparison fields, boolean likeTheLast) {
        this.stored = stored;
        this.fields = fields;
        this.likeTheLast = likeTheLast;
    }

    Cluster wanted(@Nullable List<AskedNode> asked) {
        if (asked == null) {
            return stored;
        }
        List<NodeSpec> workers = new ArrayList<>(stored.spec().nodes().workers());
        Set<NodeSpec> unmatched = new LinkedHashSet<>(workers);
        List<NodeSpec> missing = new ArrayList<>();
        List<AskedNode> places = new ArrayList<>();
        for (AskedNode entry : asked) {
            NodeSpec node = entry.name() == null ? null : byName(workers, entry.name());
            if (node != null) {
                unmatched.remove(node);
                compare(node, entry);
            } else if (entry.name() != null) {
                missing.add(entry.over(base()));
            } else {
                int count = Math.min(count(entry), Range.WORKERS.most() * 1000);
                for (int i = 0; i < count; i++) {
                    places.add(entry);
                }
            }
        }
        fill(places, unmatched);
        for (AskedNode place : places) {
            missing.add(place.withCount(1).over(base()));
        }
        refuseRemoval(unmatched);
        workers.addAll(missing);
        return NodeNames.expand(
                stored.withSpec(stored.spec().withNodes(stored.spec().nodes().withWorkers(workers))));
    }

    /** Gives places to nodes; what is left of either has no counterpart. */
    private void fill(List<AskedNode> places, Set<NodeSpec> nodes) {
        nodes.removeIf(node -> anonymous(node) && takeAgreeing(places, node));
        nodes.removeIf(node -> anonymous(node) && takeAny(places, node));
    }

    private static boolean takeAgreeing(List<AskedNode> places, NodeSpec node) {
        for (AskedNode place : places) {
            if (place.agreesWith(node)) {
                return places.remove(place);
            }
        }
        return false;
    }

    private boolean takeAny(List<AskedNode> places, NodeSpec node) {
        if (places.isEmpty()) {
            return false;
        }
        compare(node, places.remove(0));
        return true;
    }

    private void compare(NodeSpec node, AskedNode asked) {
        int index = stored.spec().nodes().workers().indexOf(node);
        fields.node("spec.nodes.workers[" + index + "]", node, asked);
    }

    private void refuseRemoval(Set<NodeSpec> surplus) {
        if (!surplus.isEmpty()) {
            List<String> names =
                    surplus.stream().map(node -> String.valueOf(node.name())).toList();
            fields.refuse(
                    "spec.nodes.workers",
                    String.join(", ", names)
                            + " would have to go, and up removes no node; remove with: ohmykube delete "
                            + String.join(" ", names) + " --name " + stored.name());
        }
    }

    /** Whether an entry without a name can mean the node. */
    private boolean anonymous(NodeSpec node) {
        String name = node.name();
        return likeTheLast || name == null || NodeNames.isNumbered(name, stored.name());
    }

    private NodeSpec base() {
        List<NodeSpec> workers = stored.spec().nodes().workers();
        return likeTheLast && !workers.isEmpty()
                ? workers.get(workers.size() - 1).asGroup()
                : NodeSpec.group(1, ClusterDefaults.WORKER);
    }

    private static int count(AskedNode entry) {
        return Objects.requireNonNullElse(entry.count(), 1);
    }

    private static @Nullable NodeSpec byName(List<NodeSpec> nodes, String name) {
        return nodes.stream()
                .filter(node -> name.equals(node.name()))
                .findFirst()
                .orElse(null);
    }
}
