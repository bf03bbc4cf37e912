package io.ohmykube.cli;

import io.ohmykube.cli.RestPlan.Kind;
import io.ohmykube.config.Cluster;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restart",
        description = {"Stop nodes and start them again, or the whole cluster."},
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube restart ohmykube-worker-2", "  ohmykube restart --force"})
final class RestartCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(arity = "0..*", paramLabel = "NODE", description = "nodes, by name (default: all of the cluster)")
    private List<String> nodes = List.of();

    @Option(names = "--force", description = "do not evict pods first")
    private boolean force;

    RestartCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.existingCluster();
        new RestChoice(cluster).named(nodes);
        return operations.run(
                new RestPlan(
                        session.store(),
                        cluster.name(),
                        Kind.RESTART,
                        nodes.stream().distinct().toList(),
                        force,
                        session.kubeconfigIsMerged(cluster),
                        session.options()),
                cluster.name(),
                new SourceOptions());
    }
}
