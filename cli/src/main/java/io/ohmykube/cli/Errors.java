package io.ohmykube.cli;

import io.ohmykube.cache.CacheException;
import io.ohmykube.config.InvalidClusterException;
import io.ohmykube.processes.ClusterBusyException;
import io.ohmykube.processes.RunChangeException;
import io.ohmykube.processes.workflow.InvalidWorkflowException;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command throws into lines on standard error and an exit code. */
final class Errors {
    private final Session session;

    Errors(Session session) {
        this.session = session;
    }

    /** What was typed is not a command line of ours. */
    int onUsage(ParameterException e, String[] arguments) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
        error(e instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : firstLine(e.getMessage()));
        session.terminal().err().println("Try '" + helpOn(command) + "'.");
        return ExitCode.BAD_INPUT;
    }

    /** What a command threw. */
    int onFailure(Exception e, CommandLine command, ParseResult parsed) {
        return failed(e);
    }

    /** Tells it, and returns the exit code. */
    int failed(Exception e) {
        if (session.options().debug) {
            e.printStackTrace(session.terminal().err());
        }
        if (e instanceof ExitException exit) {
            error(exit.getMessage());
            return exit.exitCode();
        }
        if (e instanceof InvalidClusterException invalid) {
            invalid.problems().forEach(problem -> error(problem.toString()));
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof InvalidWorkflowException invalid) {
            invalid.problems().forEach(problem -> error(problem.toString()));
            session.terminal()
                    .err()
                    .println("Mend the file, or have ours again with 'ohmykube workflow reset PROCESS';"
                            + " 'ohmykube workflow list' says where it is.");
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof RunChangeException refused) {
            error(refused.getMessage());
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof ClusterBusyException busy) {
            error(busy.getMessage());
            return ExitCode.BUSY;
        }
        if (e instanceof CacheException fetched && fetched.kind() == CacheException.Kind.INVALID) {
            error(fetched.getMessage());
            return ExitCode.BAD_INPUT;
        }
        String message = e.getMessage();
        error(message == null || message.isBlank() ? e.toString() : message);
        return ExitCode.FAILED;
    }

    /** Help stands before the last word: {@code ohmykube process help show}. */
    private static String helpOn(String command) {
        return command.replaceFirst(" (\\S+)$", " help $1");
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().get(0);
        CommandLine command = e.getCommandLine();
        if (argument.startsWith("-")) {
            return "there is no option " + argument;
        }
        return !command.getSubcommands().isEmpty()
                ? "'" + argument + "' is not a command; there are: "
                        + String.join(", ", command.getSubcommands().keySet())
                : "'" + argument + "' is too much for " + command.getCommandName();
    }

    private void error(String message) {
        PrintStream err = session.terminal().err();
        err.println("error: " + message);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
