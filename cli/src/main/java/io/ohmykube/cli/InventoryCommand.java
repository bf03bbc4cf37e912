package io.ohmykube.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

@Command(
        name = "inventory",
        description = "Use what other tools know of machines.",
        footerHeading = "%nExample:%n",
        footer = "  ohmykube inventory import hosts.yml -o cluster.yaml")
final class InventoryCommand extends GroupCommand {
    private static final String IMPORT = "import";

    /** The command with those below it. */
    static CommandLine line(Session session) {
        return new CommandLine(new InventoryCommand())
                .addSubcommand(IMPORT, new InventoryImportCommand(session))
                .addSubcommand("help", new HelpCommand());
    }

    /** {@code -o} names a format everywhere else; here it names the file. */
    static void takeFileNames(CommandLine root) {
        CommandLine inventory = root.getSubcommands().get("inventory");
        if (inventory != null) {
            CommandLine imported = inventory.getSubcommands().get(IMPORT);
            imported.registerConverter(OutputFormat.class, text -> {
                imported.<InventoryImportCommand>getCommand().writeTo(Path.of(text));
                return OutputFormat.TABLE;
            });
        }
    }
}
