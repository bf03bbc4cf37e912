package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.cli.view.Table;
import io.ohmykube.config.Cluster;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = {
            "List the nodes of all clusters, or of the one named.",
            "With -o json each cluster is one JSON object on one line."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube list", "  ohmykube list --name dev -o json"})
final class ListCommand implements Callable<Integer> {
    private final Session session;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Cluster> clusters = ClusterChoice.of(session);
        if (session.options().output() == OutputFormat.TABLE) {
            printTable(clusters);
        } else {
            clusters.forEach(cluster -> Document.print(session, json -> write(cluster, json)));
        }
        return ExitCode.DONE;
    }

    private void printTable(List<Cluster> clusters) {
        PrintStream out = session.terminal().out();
        if (clusters.isEmpty()) {
            out.println(ClusterChoice.NONE);
            return;
        }
        Table table = new Table("CLUSTER", "PHASE", "NODE", "ROLE", "STATUS", "ADDRESS", "CPU", "MEMORY", "DISK");
        for (Cluster cluster : clusters) {
            for (NodeRow node : NodeRow.of(cluster)) {
                table.add(
                        cluster.name(),
                        Phases.word(cluster.status().phase()),
                        node.name(),
                        node.role(),
                        node.status(),
                        node.address() == null ? "-" : node.address(),
                        node.resources() == null
                                ? "-"
                                : Integer.toString(node.resources().cpu()),
                        node.resources() == null ? "-" : node.resources().memory() + " GiB",
                        node.resources() == null ? "-" : node.resources().disk() + " GiB");
            }
        }
        table.lines().forEach(out::println);
    }

    private static void write(Cluster cluster, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("cluster", cluster.name());
        json.writeStringField("phase", Phases.word(cluster.status().phase()));
        json.writeArrayFieldStart("nodes");
        for (NodeRow node : NodeRow.of(cluster)) {
            node.writeTo(json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
