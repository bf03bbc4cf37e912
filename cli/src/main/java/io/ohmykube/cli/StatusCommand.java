package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = {
            "Show how all clusters stand, or the one named: nodes, the newest operation, who works on it now,",
            "and what can be done about a run that stopped."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube status", "  ohmykube status --name dev -o json"})
final class StatusCommand implements Callable<Integer> {
    private final Session session;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ClusterStore store = session.store();
        List<Cluster> clusters = ClusterChoice.of(session);
        if (clusters.isEmpty() && session.options().output() == OutputFormat.TABLE) {
            session.terminal().out().println(ClusterChoice.NONE);
        }
        for (Cluster cluster : clusters) {
            StatusText text = new StatusText(
                    cluster, OperationReport.read(store.files(cluster.name()), cluster), session.clock());
            if (session.options().output() == OutputFormat.TABLE) {
                text.lines().forEach(session.terminal().out()::println);
            } else {
                Document.print(session, text::writeTo);
            }
        }
        return ExitCode.DONE;
    }
}
