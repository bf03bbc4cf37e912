package io.ohmykube.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "cancel",
        description = {
            "Give the unfinished run up: it cannot be resumed any more, and what it made stays as it is.",
            "Where nothing is unfinished, nothing happens, and the exit code is 0."
        },
        footerHeading = "%nExample:%n",
        footer = "  ohmykube process cancel --name dev")
final class ProcessCancelCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    ProcessCancelCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        String cluster = session.existingCluster().name();
        return operations.run(new CancelPlan(session.store(), cluster), cluster, new SourceOptions());
    }
}
