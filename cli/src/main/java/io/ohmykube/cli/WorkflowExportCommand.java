package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.AtomicFile;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.processes.workflow.WorkflowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Write processes as BPMN files, as they run now, to be looked at or changed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube workflow export cluster-up --to .",
            "  ohmykube workflow export --built-in --to ours        all of ours, as if none was changed"
        })
final class WorkflowExportCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(paramLabel = "PROCESS", arity = "0..*", description = "which; all where none is named")
    private List<String> processes = List.of();

    @Option(names = "--to", paramLabel = "DIR", description = "where to (default: the current directory)")
    private Path directory = Path.of("");

    @Option(names = "--built-in", description = "ours, also where yours is in its place")
    private boolean builtIn;

    @Option(names = "--force", description = "also over files of those names that say something else")
    private boolean force;

    WorkflowExportCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() throws IOException {
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            Workflow workflow =
                    builtIn ? Workflow.builtIn() : wiring.workflows().current();
            List<WorkflowFile> files = processes.isEmpty()
                    ? workflow.all()
                    : processes.stream()
                            .map(process -> WorkflowChoice.require(workflow, process))
                            .toList();
            for (WorkflowFile file : files) {
                refuseToReplace(file);
            }
            for (WorkflowFile file : files) {
                AtomicFile.write(target(file), out -> out.write(file.content()));
            }
            WorkflowChoice.print(
                    session, "exported", files.stream().map(this::target).toList());
        }
        return ExitCode.DONE;
    }

    private void refuseToReplace(WorkflowFile file) throws IOException {
        Path target = target(file);
        if (!force && Files.exists(target) && !Arrays.equals(Files.readAllBytes(target), file.content())) {
            throw ExitException.badInput(target + ": is there already and says something else; --force replaces it");
        }
    }

    private Path target(WorkflowFile file) {
        return directory.resolve(file.name()).toAbsolutePath().normalize();
    }
}
