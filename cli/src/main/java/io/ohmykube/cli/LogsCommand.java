package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.ssh.SystemSsh;
import io.ohmykube.workers.script.Script;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = {
            "Show what a service of a node has logged, the kubelet by default.",
            "Exit code 2, and the services there are, where the node has no such service."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube logs ohmykube-worker-1",
            "  ohmykube logs ohmykube-worker-1 containerd --since '10 min ago' --follow"
        })
final class LogsCommand implements Callable<Integer> {
    private static final Script NODE_LOGS = new Script("node-logs");

    private final Session session;
    private final Operations operations;

    @Parameters(index = "0", paramLabel = "NODE", description = "the node, by name")
    private String node = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "UNIT",
            defaultValue = "kubelet",
            description = "a unit of systemd (default: kubelet)")
    private String unit = "";

    @Option(names = "--follow", description = "go on with what is logged from now on")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "",
            description = "in the words of journalctl: '2026-01-31 12:00', '10 min ago', today")
    private String since = "";

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "200",
            description = "the newest of them (default: 200)")
    private int lines;

    LogsCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.existingCluster();
        if (lines < 0) {
            throw ExitException.badInput("--lines: '" + lines + "' is not allowed; 0 or more is");
        }
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            Machine machine = NodeMachine.running(wiring, cluster, node);
            List<String> script = NODE_LOGS
                    .reading(Content.of(""), unit, Integer.toString(lines), since, follow ? "follow" : "end")
                    .argv();
            return Handover.to(new SystemSsh(session.store())
                    .line(machine, follow && session.terminal().interactive(), NodeMachine.asRoot(machine, script)));
        }
    }
}
