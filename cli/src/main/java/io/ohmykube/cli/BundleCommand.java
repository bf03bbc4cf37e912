package io.ohmykube.cli;

import io.ohmykube.cli.operation.Interrupts;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ohmykube bundle}: all that a cluster needs, in one file. */
@Command(
        name = "bundle",
        description = "Take all that a cluster needs to a computer without a network, in one file.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube bundle create -o kube.bundle.tar.zst      where there is a network",
            "  ohmykube bundle load kube.bundle.tar.zst           where there is none",
            "  ohmykube up --offline"
        })
final class BundleCommand implements Runnable {
    private static final String CREATE = "create";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The command with those below it. */
    static CommandLine line(Session session, Operations operations, Interrupts interrupts) {
        return new CommandLine(new BundleCommand())
                .addSubcommand(CREATE, new BundleCreateCommand(session, operations, interrupts))
                .addSubcommand("verify", new BundleVerifyCommand(session))
                .addSubcommand("load", new BundleLoadCommand(session, operations, interrupts))
                .addSubcommand("help", new HelpCommand());
    }

    /** {@code -o} names a format everywhere but at {@code bundle create}, where it names the file. */
    static void takeFileNames(CommandLine root) {
        CommandLine bundle = root.getSubcommands().get("bundle");
        if (bundle != null) {
            CommandLine create = bundle.getSubcommands().get(CREATE);
            create.registerConverter(OutputFormat.class, text -> {
                create.<BundleCreateCommand>getCommand().writeTo(Path.of(text));
                return OutputFormat.TABLE;
            });
        }
    }

    @Override
    public void run() {
        CommandLine self = spec.commandLine();
        self.usage(self.getOut());
    }
}
