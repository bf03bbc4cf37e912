package io.ohmykube.cli;

import io.ohmykube.cli.operation.Carrier;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.cli.operation.Steps;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/** The commands there are, and how their errors end. */
final class Cli {
    private static final String HELP = "help";

    private final Session session;
    private final Interrupts interrupts;
    private final Operations operations;

    Cli(Session session, Interrupts interrupts) {
        this(session, interrupts, UnaryOperator.identity());
    }

    /** @param around what stands around the steps of every operation */
    Cli(Session session, Interrupts interrupts, UnaryOperator<Steps.Factory> around) {
        this(session, interrupts, new Operations(session, interrupts, around));
        BeforeAnything.of(session, interrupts).ifPresent(interrupts::listen);
    }

    private Cli(Session session, Interrupts interrupts, Operations operations) {
        this.session = session;
        this.interrupts = interrupts;
        this.operations = operations;
    }

    /** A command line among others in one program. */
    static Cli among(Session session, Interrupts interrupts, Carrier carrier) {
        return new Cli(session, interrupts, new Operations(session, interrupts, UnaryOperator.identity(), carrier));
    }

    /** Runs the session's command line and returns its exit code. */
    int run() {
        Errors errors = new Errors(session);
        CommandLine line = new CommandLine(new RootCommand(session.options()));
        wanted().forEach((name, command) -> line.addSubcommand(name, command.get()));
        line.setOut(new PrintWriter(session.terminal().out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(session.terminal().err(), true, StandardCharsets.UTF_8))
                .registerConverter(OutputFormat.class, OutputFormat::of)
                .registerConverter(Path.class, session.directory()::resolve)
                .registerConverter(Place.class, typed -> Place.of(typed, session.directory()))
                .setParameterExceptionHandler(errors::onUsage)
                .setExecutionExceptionHandler(errors::onFailure);
        answerHelp(line);
        BundleCommand.takeFileNames(line);
        InventoryCommand.takeFileNames(line);
        try {
            return line.execute(session.arguments().toArray(String[]::new));
        } finally {
            session.terminal().out().flush();
            session.terminal().err().flush();
        }
    }

    /** {@code --help} behind any command, as everywhere else; {@code help COMMAND} is what is told of. */
    private static void answerHelp(CommandLine line) {
        if (!line.getCommandSpec().optionsMap().containsKey("--help")) { // The help command has its own.
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("--help")
                            .usageHelp(true)
                            .hidden(true)
                            .build());
        }
        line.getSubcommands().values().forEach(Cli::answerHelp);
    }

    /**
     * The commands whose names stand among the arguments, wherever; all of them where none does or help is asked for.
     * Making them all takes longer than the quick ones of them run.
     */
    private Map<String, Supplier<Object>> wanted() {
        Map<String, Supplier<Object>> all = all();
        Map<String, Supplier<Object>> named = new LinkedHashMap<>(all);
        named.keySet().retainAll(session.words());
        return named.isEmpty() || named.containsKey(HELP) ? all : named;
    }

    private Map<String, Supplier<Object>> all() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("up", () -> UpCommand.line(session, operations));
        commands.put("down", () -> new DownCommand(session, operations));
        commands.put("add", () -> AddCommand.line(session, operations));
        commands.put("delete", () -> new DeleteCommand(session, operations));
        commands.put("stop", () -> new StopCommand(session, operations));
        commands.put("start", () -> new StartCommand(session, operations));
        commands.put("restart", () -> new RestartCommand(session, operations));
        commands.put("repair", () -> new RepairCommand(session, operations));
        commands.put("shell", () -> new ShellCommand(session, operations));
        commands.put("logs", () -> new LogsCommand(session, operations));
        commands.put("cp", () -> new CopyCommand(session, operations));
        commands.put("load", () -> new LoadCommand(session, operations));
        commands.put("resume", () -> new ResumeCommand(session, operations));
        commands.put("process", () -> ProcessCommand.line(session, operations));
        commands.put("workflow", () -> WorkflowCommand.line(session, operations));
        commands.put("ttl", () -> new TtlCommand(session));
        commands.put("list", () -> new ListCommand(session, operations));
        commands.put("status", () -> new StatusCommand(session, operations, interrupts));
        commands.put("download-kubeconfig", () -> new DownloadKubeconfigCommand(session, operations));
        commands.put("cache", () -> CacheCommand.line(session, operations));
        commands.put("bundle", () -> BundleCommand.line(session, operations, interrupts));
        commands.put("image", () -> GroupCommand.image(session));
        commands.put("scan", () -> GroupCommand.scan(session));
        commands.put("discover", () -> new DiscoverCommand(session));
        commands.put("inventory", () -> InventoryCommand.line(session));
        commands.put("doctor", () -> new DoctorCommand(session, operations));
        commands.put("transfer", () -> new TransferCommand(session, operations));
        commands.put("serve", () -> new ServeCommand(session, operations, interrupts));
        commands.put("version", () -> new VersionCommand(session));
        commands.put(HELP, HelpCommand::new);
        return commands;
    }
}
