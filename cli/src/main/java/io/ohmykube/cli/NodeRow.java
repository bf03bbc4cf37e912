package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Resources;
import io.ohmykube.config.Role;
import io.ohmykube.workers.health.ClusterHealth;
import io.ohmykube.workers.health.NodeHealth;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node as {@code list} and {@code status} show it.
 *
 * @param status in the manner of Kubernetes: {@code Ready}, {@code NotReady}, {@code DeleteFailed}
 * @param address null until the machine runs
 * @param resources null for a node that is no longer wanted but still there
 * @param message why it is in this status; null when there is nothing to say
 * @param health how it was found to be right now; null where nobody looked
 */
record NodeRow(
        String name,
        String role,
        String status,
        @Nullable String address,
        @Nullable Resources resources,
        @Nullable String message,
        @Nullable NodeHealth health) {
    /** The nodes wanted, control planes first, then those that are not wanted and still there. */
    static List<NodeRow> of(Cluster cluster, ClusterHealth health) {
        List<NodeRow> rows = new ArrayList<>();
        for (NodeSpec controlPlane : cluster.spec().nodes().controlPlanes()) {
            rows.add(wanted(cluster, controlPlane, Role.CONTROL_PLANE));
        }
        for (NodeSpec worker : cluster.spec().nodes().workers()) {
            rows.add(wanted(cluster, worker, Role.WORKER));
        }
        for (NodeStatus seen : cluster.status().nodes()) {
            if (cluster.node(seen.name()).isEmpty()) {
                rows.add(of(seen, null));
            }
        }
        rows.replaceAll(row -> health.node(row.name()).map(row::found).orElse(row));
        return rows;
    }

    private static NodeRow wanted(Cluster cluster, NodeSpec wanted, Role role) {
        String name = Objects.requireNonNullElse(wanted.name(), "?");
        NodeStatus seen =
                cluster.status().node(name).orElse(new NodeStatus(name, role, NodeStatus.Phase.PENDING, null, null));
        return of(seen, wanted.resources());
    }

    private static NodeRow of(NodeStatus seen, @Nullable Resources resources) {
        return new NodeRow(
                seen.name(),
                seen.role().label(),
                Phases.word(seen.phase()),
                seen.address(),
                resources,
                seen.message(),
                null);
    }

    /** What was found takes the place of what was recorded. */
    private NodeRow found(NodeHealth now) {
        return new NodeRow(name, role, now.state().word(), address, resources, now.cause(), now);
    }

    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("role", role);
        json.writeStringField("status", status);
        json.writeStringField("address", address);
        writeNumber(json, "cpu", resources == null ? null : resources.cpu());
        writeNumber(json, "memory", resources == null ? null : resources.memory());
        writeNumber(json, "disk", resources == null ? null : resources.disk());
        if (health == null) {
            json.writeNullField("health");
        } else {
            json.writeObjectFieldStart("health");
            json.writeStringField("state", health.state().word());
            json.writeStringField("cause", health.cause());
            json.writeStringField("since", Objects.toString(health.since(), null));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeNumber(JsonGenerator json, String field, @Nullable Integer number) throws IOException {
        if (number == null) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, number);
        }
    }
}
