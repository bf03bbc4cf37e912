package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterChange;
import io.ohmykube.config.ClusterRequest;
import io.ohmykube.config.ClusterValidator;
import io.ohmykube.config.HostAccess;
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
        description = {
            "Add workers to the cluster, all at the same time; or control planes, which join one after the other.",
            "What is said of size and kind is said of all that are added."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube add --count 2 --cpu 2 --memory 4",
            "  ohmykube add --masters 2    makes three control planes of one",
            "  ohmykube add --host ada@10.0.0.12 --host root@10.0.0.13:2222    machines of yours, launcher hosts"
        })
final class AddCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Option(
            names = "--masters",
            paramLabel = "N",
            description = "how many control planes, like the last one there is unless told otherwise (default: none)")
    @Nullable
    Integer masters;

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

    @Option(names = "--count", paramLabel = "N", description = "how many workers (default: 1, or none with --masters)")
    @Nullable
    Integer count;

    @Option(names = "--allow-large", description = "more than 10 workers")
    boolean allowLarge;

    @Mixin
    private final HostOptions machines = new HostOptions();

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
        List<HostAccess> hosts = machines.read();
        if (!hosts.isEmpty() && count != null) {
            throw ExitException.badInput("--count: each --host is one worker");
        }
        if (!hosts.isEmpty() && masters != null) {
            throw ExitException.badInput("--masters: each --host is one worker; add control planes on their own");
        }
        Cluster cluster = session.existingCluster();
        AtRest.refuse(cluster);
        ClusterRequest sizes = ClusterRequest.empty()
                .from(session.directory())
                .with("spec.nodes.workers[*].count", count, "--count")
                .with("spec.nodes.workers[*].resources.cpu", cpu, "--cpu")
                .with("spec.nodes.workers[*].resources.memory", memory, "--memory")
                .with("spec.nodes.workers[*].resources.disk", disk, "--disk")
                .with("spec.nodes.workers[*].resources.extraDisks", extraDisks, "--extra-disk");
        ClusterRequest request = HostOptions.named(NodeOptions.ADDED.over(sizes, spec));
        if (masters != null) {
            ClusterRequest both = request.with("spec.nodes.master.count", masters, "--masters")
                    .with("spec.nodes.master.resources.cpu", cpu, "--cpu")
                    .with("spec.nodes.master.resources.memory", memory, "--memory")
                    .with("spec.nodes.master.resources.disk", disk, "--disk")
                    .with("spec.nodes.master.resources.extraDisks", extraDisks, "--extra-disk");
            request = NodeOptions.ADDED_CONTROL_PLANES.over(both, spec);
        }
        try (Wiring wiring = operations.wiring(sources)) {
            ClusterValidator validator = NewCluster.validator(wiring, allowLarge);
            ClusterChange change = request.add(cluster, hosts, validator);
            if (wiring.offline()) {
                new OfflineCheck(session, wiring).require(cluster);
            }
            MemoryCheck.warning(session.store(), change.wanted(), Host.memory())
                    .ifPresent(warning -> session.terminal().err().println("warning: " + warning));
            new Introduction(session, wiring.firstContact()).make(change.wanted(), machines.askPassword);
            AddPlan plan = new AddPlan(
                    session.store(),
                    cluster.name(),
                    request,
                    hosts,
                    validator,
                    session.kubeconfigIsMerged(cluster),
                    wiring::answering,
                    session.options());
            return operations.run(plan, cluster.name(), wiring);
        }
    }
}
