package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.cli.view.Choice;
import io.ohmykube.cli.view.Failure;
import io.ohmykube.cli.view.OpenQuestion;
import io.ohmykube.cli.view.Table;
import io.ohmykube.config.Cluster;
import io.ohmykube.processes.OperationLock;
import io.ohmykube.workers.health.ClusterHealth;
import io.ohmykube.workers.health.NodeHealth;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How one cluster stands, for people and for scripts. */
final class StatusText {
    private final Cluster cluster;
    private final ClusterHealth health;
    private final OperationReport operation;
    private final List<Choice> next;
    private final Clock clock;

    /** @param next what a person may do beside going on with the operation */
    StatusText(Cluster cluster, ClusterHealth health, OperationReport operation, List<Choice> next, Clock clock) {
        this.next = Stream.concat(operation.next().stream(), next.stream()).toList();
        this.cluster = cluster;
        this.health = health;
        this.operation = operation;
        this.clock = clock;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("cluster     " + cluster.name());
        lines.add("phase       " + Phases.of(cluster, health));
        lines.add("Kubernetes  " + Objects.requireNonNullElse(cluster.spec().version(), "-"));
        lines.add("launcher    " + Objects.requireNonNullElse(cluster.spec().launcher(), "-"));
        cluster.expires().ifPresent(expires -> lines.add("expires     " + expires + ", " + Until.of(expires, clock)));
        lines.add("operation   " + operationLine());
        for (Failure failure : operation.failed()) {
            lines.add("");
            lines.addAll(failure.lines());
        }
        for (OpenQuestion question : operation.questions()) {
            lines.add("");
            lines.addAll(question.lines());
        }
        lines.add("");
        Table table = new Table("NODE", "ROLE", "STATUS", "ADDRESS", "");
        for (NodeRow node : NodeRow.of(cluster, health)) {
            table.add(
                    node.name(),
                    node.role(),
                    node.status(),
                    Objects.requireNonNullElse(node.address(), "-"),
                    firstLine(node.message()) + since(node));
        }
        lines.addAll(table.lines());
        if (!next.isEmpty()) {
            lines.add("");
            Choice.lines(next).forEach(line -> lines.add("  " + line));
        }
        lines.add("");
        return lines;
    }

    private String operationLine() {
        OperationLock.Holder holder = operation.holder();
        if (holder != null) {
            return "'" + holder.command() + "' (pid " + holder.pid() + ") runs since " + holder.since();
        }
        String command = Objects.requireNonNullElse(operation.command(), "");
        return switch (operation.state()) {
            case NONE -> "none yet";
            case RUNNING -> command + " runs";
            case DONE -> command + ", done " + ago();
            case UNFINISHED -> command + ", interrupted; last begun or stopped " + ago();
            case FAILED -> command + ", stopped by failures " + ago();
            case WAITING -> command + ", asked a person " + ago() + " and waits for the answer";
            case REJECTED -> command + ", rejected " + ago();
            case CANCELLED -> command + ", given up " + ago();
        };
    }

    private String ago() {
        Instant since = operation.since();
        if (since == null) {
            return "";
        }
        return Ago.of(since, clock) + " ago";
    }

    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("cluster", cluster.name());
        json.writeStringField("phase", Phases.of(cluster, health));
        json.writeStringField("version", cluster.spec().version());
        json.writeStringField("launcher", cluster.spec().launcher());
        json.writeStringField(
                "expires", cluster.expires().map(Instant::toString).orElse(null));
        json.writeObjectFieldStart("operation");
        writeOperation(json);
        json.writeEndObject();
        json.writeArrayFieldStart("nodes");
        for (NodeRow node : NodeRow.of(cluster, health)) {
            node.writeTo(json);
        }
        json.writeEndArray();
        Choice.write(json, next);
        json.writeEndObject();
    }

    private void writeOperation(JsonGenerator json) throws IOException {
        json.writeStringField("command", operation.command());
        json.writeStringField("state", operation.state().name().toLowerCase(Locale.ROOT));
        json.writeStringField("since", Objects.toString(operation.since(), null));
        OperationLock.Holder holder = operation.holder();
        if (holder != null) {
            json.writeObjectFieldStart("holder");
            json.writeStringField("command", holder.command());
            json.writeNumberField("pid", holder.pid());
            json.writeStringField("since", holder.since().toString());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("failed");
        for (Failure failure : operation.failed()) {
            failure.writeTo(json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("questions");
        for (OpenQuestion question : operation.questions()) {
            question.writeTo(json);
        }
        json.writeEndArray();
    }

    /** Since when a node is not well. */
    private String since(NodeRow node) {
        NodeHealth seen = node.health();
        return seen == null || seen.cause() == null || seen.since() == null
                ? ""
                : " (for " + Ago.of(seen.since(), clock) + ")";
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
