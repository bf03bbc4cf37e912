package io.ohmykube.cli;

import io.ohmykube.cli.RestPlan.Kind;
import io.ohmykube.config.Cluster;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "start",
        description = {
            "Start nodes, or the whole cluster: control planes, then workers.",
            "Waits until they are Ready, and mends what depended on addresses that have changed."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube start", "  ohmykube start ohmykube-worker-2"})
final class StartCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(arity = "0..*", paramLabel = "NODE", description = "nodes, by name (default: all of the cluster)")
    private List<String> nodes = List.of();

    StartCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.existingCluster();
        new RestChoice(cluster).toStart(nodes);
        return operations.run(
                new RestPlan(
                        session.store(),
                        cluster.name(),
                        Kind.START,
                        nodes.stream().distinct().toList(),
                        false,
                        session.kubeconfigIsMerged(cluster),
                        session.options()),
                cluster.name(),
                new SourceOptions());
    }
}
