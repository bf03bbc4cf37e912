package io.ohmykube.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "resume",
        description = {
            "Go on with an operation that was interrupted or stopped by failures.",
            "Steps that are done are not done again; steps that failed get all their attempts anew."
        },
        footerHeading = "%nExample:%n",
        footer = "  ohmykube resume --name dev")
final class ResumeCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Mixin
    private final MirrorOptions mirrors = new MirrorOptions();

    ResumeCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        String cluster = session.existingCluster().name();
        return operations.run(new ResumePlan(session.store(), cluster, session.options()), cluster, mirrors);
    }
}
