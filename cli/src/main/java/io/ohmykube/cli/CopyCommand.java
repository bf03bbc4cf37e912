package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.view.PlainView;
import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.ssh.SystemSsh;
import io.ohmykube.workers.script.Script;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "cp",
        description = {
            "Copy a file or a directory to a node or from one, with its modes. On nodes it is done by root.",
            "Into a directory that exists it is copied under its own name; else the destination is its new name."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube cp settings.yaml ohmykube-worker-1:/etc/app/settings.yaml",
            "  ohmykube cp ohmykube-worker-1:/var/log/pods ."
        })
final class CopyCommand implements Callable<Integer> {
    private static final Script FROM = new Script("copy-from");
    private static final Script TO = new Script("copy-to");

    private final Session session;
    private final Operations operations;

    @Parameters(index = "0", paramLabel = "SOURCE", description = "PATH or NODE:PATH")
    private String source = "";

    @Parameters(index = "1", paramLabel = "DESTINATION", description = "NODE:PATH or PATH")
    private String destination = "";

    CopyCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.existingCluster();
        CopyPlace from = CopyPlace.of(source, cluster);
        CopyPlace to = CopyPlace.of(destination, cluster);
        if ((from.node() == null) == (to.node() == null)) {
            throw ExitException.badInput("one side has to be a node's, as NODE:PATH, and the other this computer's; "
                    + "a path of this computer with a colon in it begins with ./ or /");
        }
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            List<Integer> codes =
                    Handover.through(List.of(line(wiring, cluster, from, FROM), line(wiring, cluster, to, TO)));
            if (codes.stream().anyMatch(code -> code != 0)) {
                throw ExitException.failed(source + " was not copied to " + destination + "; why is said above");
            }
        }
        if (session.options().volume() != PlainView.Volume.QUIET) {
            session.terminal().out().println("Copied " + source + " to " + destination + ".");
        }
        return ExitCode.DONE;
    }

    private List<String> line(Wiring wiring, Cluster cluster, CopyPlace place, Script script) {
        List<String> argv = script.reading(Content.of(""), place.path()).argv();
        String node = place.node();
        if (node == null) {
            return argv;
        }
        Machine machine = NodeMachine.running(wiring, cluster, node);
        return new SystemSsh(session.store()).line(machine, false, NodeMachine.asRoot(machine, argv));
    }
}
