package io.ohmykube.cli;

import io.ohmykube.config.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "templates",
        description = {
            "Write element templates for Camunda Modeler: each step, and a question to a person, as a choice for a task.",
            "Modeler reads those in .camunda/element-templates of the folder in which the process is."
        },
        footerHeading = "%nExample:%n",
        footer = "  ohmykube workflow templates --to .camunda/element-templates/ohmykube.json")
final class WorkflowTemplatesCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "where to; a file there is replaced (default: standard output)")
    @Nullable
    Path target;

    WorkflowTemplatesCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() throws IOException {
        String templates = ElementTemplates.of(WorkflowStepsCommand.all(operations));
        if (target == null) {
            session.terminal().out().print(templates);
            return ExitCode.DONE;
        }
        Path file = target.toAbsolutePath().normalize();
        if (Files.isDirectory(file)) {
            throw ExitException.badInput("--to: '" + target + "' is a directory; name a file");
        }
        Files.createDirectories(file.getParent());
        AtomicFile.write(file, out -> out.write(templates.getBytes(StandardCharsets.UTF_8)));
        session.terminal().out().println("written to " + file);
        return ExitCode.DONE;
    }
}
