package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Answer;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "approve",
        description = {
            "Answer what a run asks, and go on with it. Who answered, when and why is kept with the run.",
            "The same answer once more changes nothing; another one is refused."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube process approve dev",
            "  ohmykube process approve dev --reject --comment 'not before Monday'"
        })
final class ProcessApproveCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(
            arity = "0..1",
            paramLabel = "CLUSTER|RUN",
            description = "the cluster, or the beginning of the run's id as 'process tasks' shows it")
    @Nullable
    String which;

    @Option(names = "--reject", description = "say no")
    private boolean reject;

    @Option(names = "--comment", paramLabel = "TEXT", description = "why")
    @Nullable
    String comment;

    @Option(
            names = "--step",
            paramLabel = "STEP",
            description = "the question that is meant, where there are several, by id or title")
    @Nullable
    String step;

    @Option(names = "--node", paramLabel = "NODE", description = "the node or add-on that the question concerns")
    @Nullable
    String node;

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    ProcessApproveCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Cluster found = cluster();
        Answer answer = new Answer(!reject, session.user(), comment);
        try (Wiring wiring = operations.wiring(sources)) {
            if (found.status().phase() != ClusterStatus.Phase.DELETING) {
                new Introduction(session, wiring.firstContact()).make(found, false);
            }
            ResumePlan plan = ResumePlan.answering(
                    session.store(), wiring.addOns(), found.name(), session.options(), step, node, answer);
            return operations.run(plan, found.name(), wiring);
        }
    }

    private Cluster cluster() {
        String typed = which;
        if (typed == null) {
            return session.existingCluster();
        }
        ClusterStore store = session.store();
        String named = session.options().name;
        if (named != null && !named.equals(typed)) {
            throw ExitException.badInput("--name: '" + named + "' is not what '" + typed + "' means; give one of them");
        }
        if (store.names().contains(typed)) {
            return store.require(typed);
        }
        List<WaitingRun> runs = WaitingRun.of(store, store.names()).stream()
                .filter(waiting -> waiting.run().id().startsWith(typed))
                .toList();
        if (runs.size() == 1) {
            return store.require(runs.get(0).run().cluster());
        }
        throw ExitException.badInput((runs.isEmpty()
                        ? "'" + typed + "' is neither a cluster nor a run that asks something"
                        : "'" + typed + "' is the beginning of " + runs.size() + " runs")
                + "; 'ohmykube process tasks' shows what is asked");
    }
}
