package io.ohmykube.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ohmykube cache}: what was downloaded and kept. */
@Command(
        name = "cache",
        description = "Fill, show, check and clean what is kept on this computer for making clusters.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube cache prefetch --k8s-version v1.33.0",
            "  ohmykube cache stats",
            "  ohmykube cache clean --unused --dry-run",
            "  ohmykube cache help clean"
        })
final class CacheCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The command with those below it. */
    static CommandLine line(Session session, Operations operations) {
        return new CommandLine(new CacheCommand())
                .addSubcommand("prefetch", new CachePrefetchCommand(session, operations))
                .addSubcommand("stats", new CacheStatsCommand(session))
                .addSubcommand("list", new CacheListCommand(session))
                .addSubcommand("verify", new CacheVerifyCommand(session))
                .addSubcommand("clean", new CacheCleanCommand(session))
                .addSubcommand("help", new HelpCommand());
    }

    @Override
    public void run() {
        CommandLine self = spec.commandLine();
        self.usage(self.getOut());
    }
}
