package io.ohmykube.cli;

import io.ohmykube.cli.operation.Interrupts;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** The commands there are, and how their errors end. */
final class Cli {
    private final Session session;
    private final Interrupts interrupts;

    Cli(Session session, Interrupts interrupts) {
        this.session = session;
        this.interrupts = interrupts;
    }

    /** Runs the session's command line and returns its exit code. */
    int run() {
        Errors errors = new Errors(session);
        CommandLine line = new CommandLine(new RootCommand(session.options()));
        Operations operations = new Operations(session, interrupts);
        line.addSubcommand(new UpCommand(session, operations))
                .addSubcommand(new DownCommand(session, operations))
                .addSubcommand(new AddCommand(session, operations))
                .addSubcommand(new DeleteCommand(session, operations))
                .addSubcommand(new ResumeCommand(session, operations))
                .addSubcommand(new ListCommand(session))
                .addSubcommand(new StatusCommand(session))
                .addSubcommand(new DownloadKubeconfigCommand(session, operations))
                .addSubcommand(new DoctorCommand(session, operations))
                .addSubcommand(new VersionCommand(session))
                .addSubcommand(new HelpCommand());
        line.setOut(new PrintWriter(session.terminal().out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(session.terminal().err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(errors::onUsage)
                .setExecutionExceptionHandler(errors::onFailure);
        try {
            return line.execute(session.arguments().toArray(String[]::new));
        } finally {
            session.terminal().out().flush();
            session.terminal().err().flush();
        }
    }
}
