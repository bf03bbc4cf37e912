package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.processes.validation.ProcessDifference;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.processes.workflow.WorkflowFile;
import io.ohmykube.processes.workflow.Workflows;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = {
            "Show what processes of yours do that ours do not, element by element.",
            "How they are drawn and described is not compared. Where none is named, those of yours are that run now."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube workflow diff cluster-up", "  ohmykube workflow diff cluster-up.bpmn"})
final class WorkflowDiffCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(paramLabel = "PROCESS|FILE", arity = "0..*", description = "processes of yours, or BPMN files")
    private List<String> named = List.of();

    WorkflowDiffCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Map<String, List<ProcessDifference>> differences = new LinkedHashMap<>();
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            Workflow ours = Workflow.builtIn();
            for (WorkflowFile file : files(wiring.workflows())) {
                byte[] before =
                        ours.find(file.process()).map(WorkflowFile::content).orElseGet(() -> nothing(file.process()));
                differences.put(file.process(), ProcessDifference.between(before, file.content()));
            }
        } catch (IOException e) {
            throw ExitException.badInput("a process cannot be compared: it " + e.getMessage());
        }
        print(differences);
        return ExitCode.DONE;
    }

    private List<WorkflowFile> files(Workflows workflows) {
        Workflow current = workflows.current();
        if (named.isEmpty()) {
            return current.all().stream()
                    .filter(file -> file.origin() != WorkflowFile.Origin.BUILT_IN)
                    .toList();
        }
        return named.stream()
                .flatMap(name -> current
                        .find(name)
                        .map(file -> List.of(file))
                        .orElseGet(() -> WorkflowChoice.files(workflows, List.of(Path.of(name))))
                        .stream())
                .toList();
    }

    /** What one that is not in the place of ours is compared with. */
    private static byte[] nothing(String process) {
        return ("<bpmn:definitions xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='none'>"
                        + "<bpmn:process id='" + process + "'/></bpmn:definitions>")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private void print(Map<String, List<ProcessDifference>> differences) {
        if (session.options().output() != OutputFormat.TABLE) {
            Document.print(session, json -> WorkflowDiffJson.write(json, differences));
            return;
        }
        PrintStream out = session.terminal().out();
        if (differences.values().stream().allMatch(List::isEmpty)) {
            out.println("no process does anything else than ours");
        }
        differences.forEach((process, all) -> {
            if (!all.isEmpty()) {
                out.println(process);
            }
            for (ProcessDifference difference : all) {
                out.println("  " + sign(difference) + " " + difference.element() + " " + difference.id());
                if (difference.kind() != ProcessDifference.Kind.REMOVED) {
                    difference.facts().forEach(fact -> out.println("      " + text(fact)));
                }
            }
        });
    }

    private static String sign(ProcessDifference difference) {
        return switch (difference.kind()) {
            case ADDED -> "+";
            case REMOVED -> "-";
            case CHANGED -> "~";
        };
    }

    private static String text(ProcessDifference.Fact fact) {
        if (fact.before().isEmpty()) {
            return fact.name() + ": " + fact.after();
        }
        return fact.name() + ": " + fact.before() + " -> " + (fact.after().isEmpty() ? "nothing" : fact.after());
    }
}
