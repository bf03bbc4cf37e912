package io.ohmykube.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** The commands there are, and how their errors end. */
final class Cli {
    private final Session session;

    Cli(Session session) {
        this.session = session;
    }

    /** Runs the session's command line and returns its exit code. */
    int run() {
        Errors errors = new Errors(session);
        CommandLine line = new CommandLine(new RootCommand(session.options()));
        line.addSubcommand(new ListCommand(session))
                .addSubcommand(new StatusCommand(session))
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
