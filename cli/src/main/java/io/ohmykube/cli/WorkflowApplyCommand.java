package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.processes.workflow.WorkflowFile;
import io.ohmykube.processes.workflow.Workflows;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = {
            "Check processes and have new runs of all clusters begin with them.",
            "A file named like one of ours replaces it; any other is there for those to call."
        },
        footerHeading = "%nExample:%n",
        footer = "  ohmykube workflow apply cluster-up.bpmn smoke-test.bpmn")
final class WorkflowApplyCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "BPMN files, or directories of them")
    private List<Path> paths = List.of();

    @Option(
            names = "--allow-scripts",
            description = {
                "let expressions, classes and listeners in these files run any code with your rights;",
                "it holds for the files as they are now"
            })
    private boolean allowScripts;

    WorkflowApplyCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            Workflows workflows = wiring.workflows();
            List<WorkflowFile> files = WorkflowChoice.files(workflows, paths);
            workflows.with(files, allowScripts).requireSound(wiring.stepNames());
            WorkflowChoice.print(
                    session,
                    "applied",
                    files.stream()
                            .map(file -> workflows.apply(file, allowScripts))
                            .toList());
        }
        return ExitCode.DONE;
    }
}
