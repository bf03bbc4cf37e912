package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.view.Table;
import io.ohmykube.processes.validation.ProcessProblem;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.processes.workflow.WorkflowFile;
import io.ohmykube.processes.workflow.Workflows;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "List the processes, where each comes from, and whether those of yours are sound.",
        footerHeading = "%nExample:%n",
        footer = "  ohmykube workflow list -o json")
final class WorkflowListCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    WorkflowListCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    /** What can be said about one process. */
    private record Line(WorkflowFile file, long problems, boolean outdated) {
        String from() {
            return switch (file.origin()) {
                case BUILT_IN -> "ohmykube";
                case HOME -> "home";
                case WORKSPACE -> "workspace";
            };
        }

        String state() {
            if (file.origin() == WorkflowFile.Origin.BUILT_IN) {
                return "";
            }
            if (problems > 0) {
                return problems == 1 ? "1 problem" : problems + " problems";
            }
            return outdated ? "sound, but ours has changed since it was applied" : "sound";
        }

        String path() {
            return Objects.toString(file.path(), "");
        }
    }

    @Override
    public Integer call() {
        List<Line> lines = lines();
        if (session.options().output() == OutputFormat.TABLE) {
            Table table = new Table("PROCESS", "FROM", "STATE", "FILE");
            lines.forEach(line -> table.add(line.file().process(), line.from(), line.state(), line.path()));
            table.lines().forEach(session.terminal().out()::println);
            return ExitCode.DONE;
        }
        Document.print(session, json -> {
            json.writeStartArray();
            for (Line line : lines) {
                json.writeStartObject();
                json.writeStringField("process", line.file().process());
                json.writeStringField("from", line.from());
                if (line.file().path() != null) {
                    json.writeStringField("file", line.path());
                    json.writeNumberField("problems", line.problems());
                    json.writeBooleanField("outdated", line.outdated());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        return ExitCode.DONE;
    }

    private List<Line> lines() {
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            Workflows workflows = wiring.workflows();
            Workflow current = workflows.current();
            List<ProcessProblem> problems = current.problems(wiring.stepFacts());
            return current.all().stream()
                    .map(file -> new Line(
                            file,
                            problems.stream()
                                    .filter(problem -> problem.file().equals(file.name()))
                                    .count(),
                            workflows.isOutdated(file)))
                    .toList();
        }
    }
}
