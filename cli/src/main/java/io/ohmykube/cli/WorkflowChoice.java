package io.ohmykube.cli;

import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.processes.workflow.WorkflowFile;
import io.ohmykube.processes.workflow.Workflows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What users name when they speak of processes, and what they are told about it. */
final class WorkflowChoice {
    private WorkflowChoice() {}

    /** The process of that name, of which there must be one. */
    static WorkflowFile require(Workflow workflow, String process) {
        return workflow.find(process)
                .orElseThrow(() -> ExitException.badInput(
                        "there is no process '" + process + "'; 'ohmykube workflow list' shows those that there are"));
    }

    /** Files that the user has made. */
    static List<WorkflowFile> files(Workflows workflows, List<Path> paths) {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw ExitException.badInput(path + ": there is no such file");
            }
        }
        try {
            List<WorkflowFile> files = workflows.read(paths);
            if (files.isEmpty()) {
                throw ExitException.badInput("there is no process in " + paths);
            }
            return files;
        } catch (IllegalArgumentException e) {
            throw ExitException.badInput(e.getMessage());
        }
    }

    /** Says what became of files. */
    static void print(Session session, String done, List<Path> files) {
        if (session.options().output() == OutputFormat.TABLE) {
            files.forEach(file -> session.terminal().out().println(done + " " + file));
            return;
        }
        Document.print(session, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart(done);
            for (Path file : files) {
                json.writeString(file.toString());
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
