package io.ohmykube.cli;

import io.ohmykube.cli.view.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs a command that mends this host, in full view of the user, who agreed to it. */
final class Remedy {
    private final Terminal terminal;

    Remedy(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command as it will be run, as root. */
    static String shown(List<String> command) {
        return String.join(" ", asRoot(command));
    }

    /** Throws {@link ExitException} if it fails. */
    void apply(List<String> command) {
        terminal.err().println("running: " + shown(command));
        terminal.err().flush();
        try {
            // Its output goes where ours for people goes; standard output may be JSON.
            Process process = new ProcessBuilder(asRoot(command))
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().transferTo(terminal.err());
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw ExitException.failed("exit code " + exitCode + " of: " + shown(command));
            }
        } catch (IOException e) {
            throw ExitException.failed("cannot run '" + shown(command) + "': " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExitException(ExitCode.INTERRUPTED, "interrupted while running: " + shown(command));
        }
    }

    private static List<String> asRoot(List<String> command) {
        if ("root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> line = new ArrayList<>(List.of("sudo"));
        line.addAll(command);
        return line;
    }
}
