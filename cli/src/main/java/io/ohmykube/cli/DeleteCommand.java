package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description = {
            "Remove nodes from the cluster, their pods evicted first; control planes one after the other, as long as",
            "those that stay are enough for etcd. 'down' removes the last one, with the whole cluster.",
            "Workers that an unfinished up or add cannot make are left out of it, and it is finished without them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube delete ohmykube-worker-2",
            "  ohmykube delete ohmykube-worker-1 ohmykube-worker-2 --force",
            "  ohmykube delete ohmykube-control-plane-1 --force    one that is lost for good"
        })
final class DeleteCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(arity = "1..*", paramLabel = "NODE", description = "nodes, by name")
    private List<String> nodes = List.of();

    @Option(names = "--force", description = "do not evict pods first")
    private boolean force;

    DeleteCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.existingCluster();
        AtRest.refuse(cluster);
        Set<String> wanted = new LinkedHashSet<>(nodes);
        wanted.forEach(node -> NodeMachine.require(cluster, node));
        new ControlPlaneRemoval(cluster, wanted).requireOneLeft();
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            DeletePlan plan = new DeletePlan(
                    session.store(),
                    cluster.name(),
                    List.copyOf(wanted),
                    force,
                    session.kubeconfigIsMerged(cluster),
                    wiring::answering,
                    session.options());
            return operations.run(plan, cluster.name(), wiring);
        }
    }
}
