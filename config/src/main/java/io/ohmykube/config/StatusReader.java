package io.ohmykube.config;

import io.ohmykube.config.yaml.YamlNode;
import io.ohmykube.config.yaml.YamlNode.Mapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what was last seen of a cluster from a tree. */
final class StatusReader {
    private final List<Problem> problems;

    StatusReader(List<Problem> problems) {
        this.problems = problems;
    }

    ClusterStatus read(YamlNode document) {
        YamlNode node = document instanceof Mapping root ? root.get("status") : null;
        if (node == null) {
            return ClusterStatus.pending();
        }
        Fields status = Fields.of("status", node, problems, "phase", "conditions", "nodes");
        List<Condition> conditions = new ArrayList<>();
        for (Fields entry : orNone(status.children("conditions", "type", "status", "reason", "message", "since"))) {
            conditions.add(condition(entry));
        }
        List<NodeStatus> nodes = new ArrayList<>();
        for (Fields entry : orNone(status.children("nodes", "name", "role", "phase", "address", "message"))) {
            nodes.add(node(entry));
        }
        return new ClusterStatus(PhaseWord.read(status, "phase", ClusterStatus.Phase.PENDING), conditions, nodes);
    }

    private static List<Fields> orNone(@Nullable List<Fields> entries) {
        return Objects.requireNonNullElse(entries, List.of());
    }

    private static Condition condition(Fields entry) {
        return new Condition(
                entry.required("type"),
                Objects.requireNonNullElse(entry.flag("status"), false),
                entry.text("reason"),
                entry.text("message"),
                since(entry));
    }

    private static NodeStatus node(Fields entry) {
        String role = entry.word("role", List.of("control-plane", "master", "worker"));
        return new NodeStatus(
                entry.required("name"),
                role == null ? Role.WORKER : Role.of(role),
                PhaseWord.read(entry, "phase", NodeStatus.Phase.PENDING),
                entry.text("address"),
                entry.text("message"));
    }

    private static Instant since(Fields entry) {
        entry.required("since");
        return Objects.requireNonNullElse(entry.moment("since"), Instant.EPOCH);
    }
}
