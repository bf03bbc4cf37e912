package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.processes.validation.ProcessProblem;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.processes.workflow.Workflows;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "validate",
        description = {
            "Check processes before they are applied; exit code 2 where something is wrong.",
            "Where no file is named, those are checked that new runs begin with."
        },
        footerHeading = "%nExample:%n",
        footer = "  ohmykube workflow validate cluster-up.bpmn")
final class WorkflowValidateCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Mixin
    private final WorkflowFiles files = new WorkflowFiles();

    WorkflowValidateCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        List<ProcessProblem> problems;
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            Workflows workflows = wiring.workflows();
            Workflow workflow =
                    files.isNone() ? workflows.current() : workflows.with(files.read(workflows), files.allowScripts);
            problems = workflow.problems(wiring.stepFacts());
        }
        print(problems);
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.BAD_INPUT;
    }

    private void print(List<ProcessProblem> problems) {
        if (session.options().output() == OutputFormat.TABLE) {
            problems.forEach(problem -> session.terminal().err().println("error: " + problem));
            if (problems.isEmpty()) {
                session.terminal().out().println("sound");
            }
            return;
        }
        Document.print(session, json -> {
            json.writeStartArray();
            for (ProcessProblem problem : problems) {
                json.writeStartObject();
                json.writeStringField("file", problem.file());
                json.writeStringField("element", problem.element());
                json.writeStringField("message", problem.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
