package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.processes.workflow.Workflows;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "reset",
        description = "Have new runs begin with ours again. Your files are put aside, not deleted.",
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube workflow reset cluster-up", "  ohmykube workflow reset --all"})
final class WorkflowResetCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(paramLabel = "PROCESS", arity = "0..*", description = "which of yours")
    private List<String> processes = List.of();

    @Option(names = "--all", description = "all of yours in the home directory")
    private boolean all;

    WorkflowResetCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        if (all == !processes.isEmpty()) {
            throw ExitException.badInput("name the processes, or say --all");
        }
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            Workflows workflows = wiring.workflows();
            List<String> mine = workflows.mine();
            processes.stream()
                    .filter(process -> !mine.contains(process))
                    .findFirst()
                    .ifPresent(process -> {
                        throw ExitException.badInput("there is no process '" + process + "' of yours in "
                                + session.home().processes());
                    });
            List<Path> kept = (all ? mine : processes)
                    .stream()
                            .flatMap(process -> workflows.reset(process).stream())
                            .toList();
            WorkflowChoice.print(session, "kept as", kept);
        }
        return ExitCode.DONE;
    }
}
