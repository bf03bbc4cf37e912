package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.cli.operation.Questions;
import io.ohmykube.cli.view.OpenQuestion;
import io.ohmykube.cli.view.Table;
import io.ohmykube.config.Cluster;
import io.ohmykube.workers.health.ClusterHealth;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = {
            "List the nodes of all clusters, or of the one named, as they are now.",
            "With -o json each cluster is one JSON object on one line."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube list", "  ohmykube list --name dev -o json"})
final class ListCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    ListCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        List<Cluster> clusters = ClusterChoice.of(session);
        Map<String, ClusterHealth> health;
        try (Checkup checkup = new Checkup(session, operations)) {
            health = checkup.of(clusters);
        }
        if (session.options().output() == OutputFormat.TABLE) {
            printTable(clusters, health);
        } else {
            clusters.forEach(cluster -> Document.print(session, json -> write(cluster, found(health, cluster), json)));
        }
        return ExitCode.DONE;
    }

    private void printTable(List<Cluster> clusters, Map<String, ClusterHealth> health) {
        PrintStream out = session.terminal().out();
        if (clusters.isEmpty()) {
            out.println(ClusterChoice.NONE);
            return;
        }
        // Most clusters live until somebody removes them, and the table is wide.
        boolean anyExpires =
                clusters.stream().anyMatch(cluster -> cluster.expires().isPresent());
        Table table = new Table(row(
                anyExpires ? "EXPIRES" : null,
                "CLUSTER",
                "PHASE",
                "NODE",
                "ROLE",
                "STATUS",
                "ADDRESS",
                "CPU",
                "MEMORY",
                "DISK"));
        for (Cluster cluster : clusters) {
            for (NodeRow node : NodeRow.of(cluster, found(health, cluster))) {
                table.add(row(
                        anyExpires ? expires(cluster) : null,
                        cluster.name(),
                        Phases.of(cluster, found(health, cluster)) + (asks(cluster) ? ", waits for an answer" : ""),
                        node.name(),
                        node.role(),
                        node.status(),
                        node.address() == null ? "-" : node.address(),
                        node.resources() == null
                                ? "-"
                                : Integer.toString(node.resources().cpu()),
                        node.resources() == null ? "-" : node.resources().memory() + " GiB",
                        node.resources() == null ? "-" : node.resources().disk() + " GiB"));
            }
        }
        table.lines().forEach(out::println);
    }

    private static String[] row(@Nullable String expires, String... cells) {
        return Stream.concat(Stream.of(cells), Stream.ofNullable(expires)).toArray(String[]::new);
    }

    private String expires(Cluster cluster) {
        return cluster.expires()
                .map(expires -> Until.of(expires, session.clock()))
                .orElse("-");
    }

    private static ClusterHealth found(Map<String, ClusterHealth> health, Cluster cluster) {
        return health.getOrDefault(cluster.name(), ClusterHealth.NOT_LOOKED_AT);
    }

    private boolean asks(Cluster cluster) {
        return !questions(cluster).isEmpty();
    }

    private List<OpenQuestion> questions(Cluster cluster) {
        return new Questions(cluster.name()).read(session.store().files(cluster.name()));
    }

    private void write(Cluster cluster, ClusterHealth health, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("cluster", cluster.name());
        json.writeStringField("phase", Phases.of(cluster, health));
        json.writeStringField(
                "expires", cluster.expires().map(Instant::toString).orElse(null));
        json.writeArrayFieldStart("questions");
        for (OpenQuestion question : questions(cluster)) {
            question.writeTo(json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("nodes");
        for (NodeRow node : NodeRow.of(cluster, health)) {
            node.writeTo(json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
