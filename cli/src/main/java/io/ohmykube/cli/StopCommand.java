package io.ohmykube.cli;

import io.ohmykube.cli.RestPlan.Kind;
import io.ohmykube.config.Cluster;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        description = {
            "Stop nodes, their pods evicted first, or the whole cluster: workers, then control planes.",
            "Node objects stay, with their labels and taints, and so does all that machines keep."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube stop", "  ohmykube stop ohmykube-worker-2"})
final class StopCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(arity = "0..*", paramLabel = "NODE", description = "nodes, by name (default: all of the cluster)")
    private List<String> nodes = List.of();

    @Option(names = "--force", description = "do not evict pods first; Kubernetes replaces them some minutes later")
    private boolean force;

    StopCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.existingCluster();
        new RestChoice(cluster).toStop(nodes);
        return operations.run(
                new RestPlan(
                        session.store(),
                        cluster.name(),
                        Kind.STOP,
                        nodes.stream().distinct().toList(),
                        force,
                        false,
                        session.options()),
                cluster.name(),
                new SourceOptions());
    }
}
