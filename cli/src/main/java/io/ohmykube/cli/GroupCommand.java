package io.ohmykube.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Commands that do nothing but have others below them. */
@Command(synopsisSubcommandLabel = "COMMAND")
abstract class GroupCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** {@code ohmykube image}. */
    static CommandLine image(Session session) {
        return new CommandLine(new OfImages())
                .addSubcommand("scan", new ImageScanCommand(session))
                .addSubcommand("help", new HelpCommand());
    }

    /** {@code ohmykube scan}. */
    static CommandLine scan(Session session) {
        return new CommandLine(new Scans())
                .addSubcommand("packages", new ScanPackagesCommand(session))
                .addSubcommand("help", new HelpCommand());
    }

    @Override
    public void run() {
        CommandLine self = spec.commandLine();
        self.usage(self.getOut());
    }

    @Command(
            name = "image",
            description = "Look through images.",
            footerHeading = "%nExample:%n",
            footer = "  ohmykube image scan nginx:1.27 --fail-on HIGH")
    private static final class OfImages extends GroupCommand {}

    @Command(
            name = "scan",
            description = "Look through what is in the cache.",
            footerHeading = "%nExample:%n",
            footer = "  ohmykube scan packages --fail-on CRITICAL")
    private static final class Scans extends GroupCommand {}
}
