package io.ohmykube.cli;

import io.ohmykube.cli.RestPlan.Kind;
import io.ohmykube.config.Cluster;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "repair",
        description = {
            "Bring a cluster back, for example after its host was restarted: machines are started, and what depended on"
                    + " addresses that have changed is mended.",
            "Nodes that were stopped on purpose stay so, unless the whole cluster was. What is right is left alone."
        },
        footerHeading = "%nExample:%n",
        footer = "  ohmykube repair --name dev")
final class RepairCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    RepairCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.existingCluster();
        new RestChoice(cluster).named(List.of());
        return operations.run(
                new RestPlan(
                        session.store(),
                        cluster.name(),
                        Kind.REPAIR,
                        List.of(),
                        false,
                        session.kubeconfigIsMerged(cluster),
                        session.options()),
                cluster.name(),
                new SourceOptions());
    }
}
