package io.ohmykube.cli;

import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.workers.health.ClusterHealth;
import java.io.PrintStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {
            "Show how all clusters stand, or the one named: each node as it is now, the newest operation, who works",
            "on it, and what can be done about a run that stopped."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube status", "  ohmykube status --watch", "  ohmykube status --name dev -o json"})
final class StatusCommand implements Callable<Integer> {
    /** Between two looks; each takes a moment, too. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final String CLEAR = "\033[H\033[2J";

    private final Session session;
    private final Operations operations;
    private final Interrupts interrupts;

    @Option(
            names = {"-w", "--watch"},
            description = "look again every few seconds, until Ctrl-C")
    private boolean watch;

    StatusCommand(Session session, Operations operations, Interrupts interrupts) {
        this.session = session;
        this.operations = operations;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() {
        try (Checkup checkup = new Checkup(session, operations)) {
            if (!watch) {
                show(checkup);
                return ExitCode.DONE;
            }
            return Interruptibly.run(
                    session, interrupts, "no longer watched; nothing was changed", () -> watch(checkup));
        }
    }

    /** Ends only by an interrupt. */
    private int watch(Checkup checkup) {
        try {
            while (true) {
                show(checkup);
                Thread.sleep(INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    private void show(Checkup checkup) {
        ClusterStore store = session.store();
        List<Cluster> clusters = ClusterChoice.of(session);
        Map<String, ClusterHealth> health = checkup.of(clusters);
        PrintStream out = session.terminal().out();
        boolean table = session.options().output() == OutputFormat.TABLE;
        if (table && watch) {
            String time =
                    session.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
            out.println(session.terminal().interactive() ? CLEAR + time : time);
        }
        if (clusters.isEmpty() && table) {
            out.println(ClusterChoice.NONE);
        }
        for (Cluster cluster : clusters) {
            ClusterHealth seen = health.getOrDefault(cluster.name(), ClusterHealth.NOT_LOOKED_AT);
            ClusterFiles files = store.files(cluster.name());
            StatusText text = new StatusText(
                    cluster,
                    seen,
                    OperationReport.read(files, cluster),
                    StaleKubeconfig.remedy(cluster, seen, files.kubeconfig()).stream()
                            .toList(),
                    session.clock());
            if (table) {
                text.lines().forEach(out::println);
            } else {
                Document.print(session, text::writeTo);
            }
        }
        out.flush();
    }
}
