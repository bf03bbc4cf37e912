package io.ohmykube.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was last seen of a cluster. The machines and the API server are the truth; this is a record of it. */
public record ClusterStatus(Phase phase, List<Condition> conditions, List<NodeStatus> nodes) {
    /** Where a cluster is in its life. */
    public enum Phase {
        PENDING,
        CREATING,
        READY,
        DEGRADED,
        FAILED,
        DELETING,
        STOPPED
    }

    public static ClusterStatus pending() {
        return new ClusterStatus(Phase.PENDING, List.of(), List.of());
    }

    public Optional<NodeStatus> node(String name) {
        return nodes.stream().filter(n -> n.name().equals(name)).findFirst();
    }

    public ClusterStatus withPhase(Phase changed) {
        return new ClusterStatus(changed, conditions, nodes);
    }

    /** Replaces the node of that name, or adds it at the end. */
    public ClusterStatus withNode(NodeStatus node) {
        List<NodeStatus> changed = new ArrayList<>(nodes);
        int at = indexOf(node.name());
        if (at < 0) {
            changed.add(node);
        } else {
            changed.set(at, node);
        }
        return new ClusterStatus(phase, conditions, List.copyOf(changed));
    }

    public ClusterStatus withoutNode(String name) {
        return new ClusterStatus(
                phase,
                conditions,
                nodes.stream().filter(n -> !n.name().equals(name)).toList());
    }

    /** Whether there is a condition of that type and it holds. */
    public boolean holds(String condition) {
        return conditions.stream().anyMatch(c -> c.type().equals(condition) && c.status());
    }

    /** Replaces the condition of that type, or adds it at the end. */
    public ClusterStatus withCondition(Condition condition) {
        List<Condition> changed = new ArrayList<>(conditions);
        changed.removeIf(c -> c.type().equals(condition.type()));
        changed.add(condition);
        return new ClusterStatus(phase, List.copyOf(changed), nodes);
    }

    private int indexOf(String name) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
