package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterRequest;
import io.ohmykube.config.ClusterValidator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "add",
        description = "Add workers to the cluster; all are prepared and joined at the same time.",
        footerHeading = "%nExample:%n",
        footer = "  ohmykube add --count 2 --cpu 2 --memory 4")
final class AddCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Option(names = "--cpu", paramLabel = "N", description = "processors of each (default: 1)")
    @Nullable
    Integer cpu;

    @Option(names = "--memory", paramLabel = "GIB", description = "memory of each in GiB (default: 2)")
    @Nullable
    Integer memory;

    @Option(names = "--disk", paramLabel = "GIB", description = "disk of each in GiB (default: 10)")
    @Nullable
    Integer disk;

    @Option(
            names = "--extra-disk",
            paramLabel = "GIB",
            description = "an empty disk more for each, in GiB; may be repeated (launcher lima)")
    @Nullable
    List<Integer> extraDisks;

    @Option(names = "--count", paramLabel = "N", description = "how many (default: 1)")
    @Nullable
    Integer count;

    @Option(names = "--allow-large", description = "more than 10 workers")
    boolean allowLarge;

    AddCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    /** The command with the options that all nodes have alike. */
    static CommandLine line(Session session, Operations operations) {
        CommandLine line = new CommandLine(new AddCommand(session, operations));
        NodeOptions.ADDED.addTo(line.getCommandSpec());
        return line;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.existingCluster();
        AtRest.refuse(cluster);
        ClusterRequest sizes = ClusterRequest.empty()
                .with("spec.nodes.workers[*].count", count, "--count")
                .with("spec.nodes.workers[*].resources.cpu", cpu, "--cpu")
                .with("spec.nodes.workers[*].resources.memory", memory, "--memory")
                .with("spec.nodes.workers[*].resources.disk", disk, "--disk")
                .with("spec.nodes.workers[*].resources.extraDisks", extraDisks, "--extra-disk");
        ClusterRequest request = NodeOptions.ADDED.over(sizes, spec);
        try (Wiring wiring = operations.wiring(sources)) {
            ClusterValidator validator = NewCluster.validator(wiring, allowLarge);
            request.add(cluster, validator);
            if (wiring.offline()) {
                new OfflineCheck(session, wiring).require(cluster);
            }
            AddPlan plan = new AddPlan(session.store(), cluster.name(), request, validator, session.options());
            return operations.run(plan, cluster.name(), wiring);
        }
    }
}
