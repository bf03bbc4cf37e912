package io.ohmykube.cli;

import io.ohmykube.processes.workflow.WorkflowFile;
import io.ohmykube.processes.workflow.Workflows;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files that a command is about, and what they may do. */
final class WorkflowFiles {
    @Parameters(paramLabel = "FILE", arity = "0..*", description = "BPMN files, or directories of them")
    private List<Path> paths = List.of();

    @Option(
            names = "--allow-scripts",
            description = {
                "let expressions, classes and listeners in these files run any code with your rights;",
                "it holds for the files as they are now"
            })
    boolean allowScripts;

    boolean isNone() {
        return paths.isEmpty();
    }

    List<WorkflowFile> read(Workflows workflows) {
        return WorkflowChoice.files(workflows, paths);
    }
}
