package io.ohmykube.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code ohmykube workflow}: the processes that operations run, and those of the user in their place. */
@Command(
        name = "workflow",
        description = {
            "Look at the processes that operations run, and change them: they are BPMN files.",
            "New runs begin with what was changed; a run that is under way ends as it began."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube workflow export cluster-up --to .        then edit cluster-up.bpmn, as text or in a modeler",
            "  ohmykube workflow diff cluster-up.bpmn            what it does differently",
            "  ohmykube workflow apply cluster-up.bpmn",
            "  ohmykube workflow reset cluster-up                ours again"
        })
final class WorkflowCommand extends GroupCommand {
    /** The command with those below it. */
    static CommandLine line(Session session, Operations operations) {
        return new CommandLine(new WorkflowCommand())
                .addSubcommand("list", new WorkflowListCommand(session, operations))
                .addSubcommand("export", new WorkflowExportCommand(session, operations))
                .addSubcommand("validate", new WorkflowValidateCommand(session, operations))
                .addSubcommand("diff", new WorkflowDiffCommand(session, operations))
                .addSubcommand("apply", new WorkflowApplyCommand(session, operations))
                .addSubcommand("steps", new WorkflowStepsCommand(session, operations))
                .addSubcommand("templates", new WorkflowTemplatesCommand(session, operations))
                .addSubcommand("reset", new WorkflowResetCommand(session, operations))
                .addSubcommand("help", new HelpCommand());
    }
}
