package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.ssh.SystemSsh;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "shell",
        description = {
            "Open a shell on a node, or run a command there, as the login that OhMyKube uses.",
            "Ends with the exit code of the command, and with 255 where the node cannot be reached."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube shell ohmykube-worker-1",
            "  ohmykube shell ohmykube-worker-1 -- crictl ps",
            "  ohmykube shell ohmykube-worker-1 -- sh -c 'cat /proc/loadavg' > load"
        })
final class ShellCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(index = "0", paramLabel = "NODE", description = "the node, by name")
    private String node = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "a program and its arguments, after --; no shell reads them")
    private List<String> command = List.of();

    ShellCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.existingCluster();
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            Machine machine = NodeMachine.running(wiring, cluster, node);
            if (command.isEmpty() && machine.traits().simulated()) {
                throw ExitException.badInput("a simulated machine has no shell; 'ohmykube shell " + node
                        + " -- COMMAND' runs one of the commands that it knows");
            }
            return Handover.to(new SystemSsh(session.store())
                    .line(machine, session.terminal().interactive(), command));
        }
    }
}
