package io.ohmykube.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "down",
        description = {
            "Remove the cluster: evict its pods, delete its machines, networks and files, and its kubeconfig entries.",
            "What cannot be deleted is reported and kept, and 'down' or 'resume' tries again."
        },
        footerHeading = "%nExample:%n",
        footer = "  ohmykube down --name dev")
final class DownCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    DownCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        if (new Remains(session).removed()) {
            return ExitCode.DONE;
        }
        String cluster = session.existingCluster().name();
        return operations.run(new DownPlan(session.store(), cluster, session.options()), cluster, new SourceOptions());
    }
}
