package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.processes.workflow.WorkflowFile;
import io.ohmykube.processes.workflow.Workflows;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private final WorkflowFiles files = new WorkflowFiles();

    WorkflowApplyCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        if (files.isNone()) {
            throw ExitException.badInput("name the files, or their directory");
        }
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            Workflows workflows = wiring.workflows();
            List<WorkflowFile> read = files.read(workflows);
            workflows.with(read, files.allowScripts).requireSound(wiring.stepFacts());
            WorkflowChoice.print(
                    session,
                    "applied",
                    read.stream()
                            .map(file -> workflows.apply(file, files.allowScripts))
                            .toList());
        }
        return ExitCode.DONE;
    }
}
