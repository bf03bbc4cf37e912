package io.ohmykube.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ohmykube process}: what was run on a cluster. */
@Command(
        name = "process",
        description = {
            "Show what was run on the cluster, step by step; answer what it asks, and give up what is unfinished."
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube process list", "  ohmykube process show last --timings", "  ohmykube process help show"})
final class ProcessCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The command with those below it. */
    static CommandLine line(Session session, Operations operations) {
        return new CommandLine(new ProcessCommand())
                .addSubcommand("list", new ProcessListCommand(session))
                .addSubcommand("show", new ProcessShowCommand(session))
                .addSubcommand("cancel", new ProcessCancelCommand(session, operations))
                .addSubcommand("tasks", new ProcessTasksCommand(session))
                .addSubcommand("approve", new ProcessApproveCommand(session, operations))
                .addSubcommand("help", new HelpCommand());
    }

    @Override
    public void run() {
        CommandLine self = spec.commandLine();
        self.usage(self.getOut());
    }
}
