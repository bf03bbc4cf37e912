package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.workers.node.Abreast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Sends files to all nodes of a cluster as steps send packages, to measure how quick that is. {@code bench/transfer}
 * compares it with {@code scp}; it is of no use to anybody else and so not shown.
 */
@Command(name = "transfer", hidden = true, description = "sends files to /var/tmp/ohmykube-transfer of all nodes")
final class TransferCommand implements Callable<Integer> {
    /** As many packages of a node are on their way at once. */
    private static final int AT_ONCE = 2;

    private final Session session;
    private final Operations operations;

    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<Path> files = List.of();

    TransferCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.store().require(session.cluster());
        try (Wiring wiring = operations.wiring(new SourceOptions());
                Remotes remotes = wiring.remotes()) {
            Launcher launcher = wiring.launchers()
                    .require(Objects.requireNonNull(cluster.spec().launcher()));
            List<Machine> machines = cluster.status().nodes().stream()
                    .map(NodeStatus::name)
                    .map(node -> launcher.get(cluster.name(), node).orElseThrow())
                    .toList();
            long started = System.nanoTime();
            Abreast.run(machines.size(), machines, machine -> send(remotes, machine));
            Duration taken = Duration.ofNanos(System.nanoTime() - started);
            session.terminal().out().println(String.format(Locale.ROOT, "%.2f", taken.toMillis() / 1000.0));
        }
        return ExitCode.DONE;
    }

    private void send(Remotes remotes, Machine machine) {
        Abreast.run(AT_ONCE, files, file -> remotes.to(machine)
                .upload(Content.of(file), "/var/tmp/ohmykube-transfer/" + file.getFileName(), "0644"));
    }
}
