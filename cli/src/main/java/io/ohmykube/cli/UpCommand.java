package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterRequest;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.ClusterValidator;
import io.ohmykube.config.ClusterYaml;
import io.ohmykube.config.Outside;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description = {
            "Create the cluster; without options one control plane and two workers.",
            "On a cluster that exists: go on with what stopped, add the workers that are asked for, and begin the time to live anew."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube up --yes                        install what is missing on this host, too",
            "  ohmykube --name dev up --workers 3 --k8s-version v1.33.0",
            "  ohmykube up -f cluster.yaml --dry-run    what would be made of this file"
        })
final class UpCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final UpOptions wanted = new UpOptions();

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Option(names = "--download-kubeconfig", description = "also merge the cluster's context into your own kubeconfig")
    private boolean downloadKubeconfig;

    @Option(names = "--dry-run", description = "print the cluster with all defaults as YAML, and create nothing")
    private boolean dryRun;

    @Option(names = "--allow-large", description = "more than 10 workers")
    private boolean allowLarge;

    @Option(
            names = "--open",
            description = "show it on the page, in a browser; where no server runs, the page is there until this ends")
    private boolean open;

    @Option(
            names = "--ask-password",
            description = "launcher hosts: ask for the password of machines that take no key of yours; it is not kept")
    private boolean askPassword;

    UpCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    /** The command with the options that all control planes and workers have alike. */
    static CommandLine line(Session session, Operations operations) {
        CommandLine line = new CommandLine(new UpCommand(session, operations));
        NodeOptions.WORKER.addTo(NodeOptions.MASTER.addTo(line.getCommandSpec()));
        return line;
    }

    @Override
    public Integer call() {
        if (!dryRun) {
            operations.requireUsableOptions();
        }
        ClusterRequest request = NodeOptions.WORKER
                .over(NodeOptions.MASTER.over(wanted.request(session.directory()), spec), spec)
                .with("metadata.name", session.options().name, "--name")
                .livingFrom(session.clock().instant());
        String name = request.name().orElse(session.cluster());
        ClusterStore store = session.store();
        Optional<Cluster> existing = store.find(name);
        try (Wiring wiring = operations.wiring(sources)) {
            ClusterValidator validator = NewCluster.validator(wiring, allowLarge);
            Cluster cluster = existing.isPresent()
                    ? request.change(existing.get(), validator).wanted()
                    : NodeSources.of(sources.cacheOptions(session.environment()), request)
                            .create(name, validator);
            if (dryRun) {
                Outside shown = cluster.spec().outside().withoutPasswords();
                session.terminal()
                        .out()
                        .print(ClusterYaml.write(cluster.withSpec(cluster.spec().withOutside(shown))));
                return ExitCode.DONE;
            }
            if (existing.isEmpty()) {
                cluster = new NewCluster(session, wiring, validator).resolve(cluster);
            }
            if (existing.isPresent() && wiring.offline()) {
                new OfflineCheck(session, wiring).require(cluster);
            }
            new Introduction(session, wiring.firstContact()).make(cluster, askPassword);
            UpPlan plan = new UpPlan(store, wiring.addOns(), cluster, request, validator, session, downloadKubeconfig);
            return open
                    ? operations.runOnPage(plan, cluster.name(), wiring)
                    : operations.run(plan, cluster.name(), wiring);
        }
    }
}
