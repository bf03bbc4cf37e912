package io.ohmykube.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "down",
        description = {
            "Remove the cluster: evict its pods, delete its machines, networks and files, and its kubeconfig entries.",
            "What cannot be deleted is reported and kept, and 'down' or 'resume' tries again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube down --name dev",
            "  ohmykube down --name cellar --force    also where a host is dead",
            "  ohmykube down --expired                for cron, where no server does it"
        })
final class DownCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Option(
            names = "--force",
            description = {
                "do not evict pods; launcher hosts: give up machines that do not answer, and say what is left on them"
            })
    private boolean force;

    @Option(
            names = "--expired",
            description = "remove all clusters whose time to live is over, one after the other, instead of this one")
    private boolean expired;

    DownCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        if (expired) {
            return new ExpiredClusters(session, operations, force).remove();
        }
        if (new Remains(session).removed()) {
            return ExitCode.DONE;
        }
        String cluster = session.existingCluster().name();
        return operations.run(
                new DownPlan(session.store(), cluster, force, session.options()), cluster, new SourceOptions());
    }
}
