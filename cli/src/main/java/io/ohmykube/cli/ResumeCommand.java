package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "resume",
        description = {
            "Go on with an operation that was interrupted or stopped by failures.",
            "Steps that are done are not done again; steps that failed get all their attempts anew."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube resume --name dev",
            "  ohmykube resume --from install-packages --node ohmykube-worker-2    that node's packages again"
        })
final class ResumeCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Option(
            names = "--from",
            paramLabel = "STEP",
            description = "begin this step anew, and what follows it; a step that was begun before, by id or title")
    @Nullable
    String from;

    @Option(names = "--node", paramLabel = "NODE", description = "the node or add-on whose step is meant by --from")
    @Nullable
    String node;

    @Option(
            names = "--ask-password",
            description = "launcher hosts: ask for the password of machines that take no key of yours; it is not kept")
    private boolean askPassword;

    ResumeCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        if (node != null && from == null) {
            throw ExitException.badInput("--node: goes with --from STEP only");
        }
        Cluster found = session.existingCluster();
        String cluster = found.name();
        try (Wiring wiring = operations.wiring(sources)) {
            if (found.status().phase() != ClusterStatus.Phase.DELETING) {
                new Introduction(session, wiring.firstContact()).make(found, askPassword);
            }
            ResumePlan plan = new ResumePlan(session.store(), wiring.addOns(), cluster, session.options(), from, node);
            return operations.run(plan, cluster, wiring);
        }
    }
}
