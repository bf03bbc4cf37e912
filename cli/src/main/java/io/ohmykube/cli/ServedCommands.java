package io.ohmykube.cli;

import io.ohmykube.cli.operation.Carrier;
import io.ohmykube.cli.operation.Commands;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.cli.view.Terminal;
import io.ohmykube.workers.delegate.Deadlines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Runs commands that another process of ours was given. That one has settled everything with whoever typed it, and told him
 * what there was to tell; so what is said here before the work begins is kept back, unless it comes to nothing.
 */
final class ServedCommands implements Commands {
    private final Clock clock;
    private final Deadlines deadlines;

    ServedCommands(Clock clock, Deadlines deadlines) {
        this.clock = clock;
        this.deadlines = deadlines;
    }

    @Override
    public int run(Given command, OutputStream out, OutputStream err, Interrupts interrupts, Carrier carrier) {
        KeptBack heard = new KeptBack(out);
        KeptBack told = new KeptBack(err);
        Session session = new Session(
                command.environment(),
                new Terminal(
                        printing(heard), printing(told), command.interactive(), command.colour(), command.unicode()),
                null,
                Path.of(command.directory()),
                clock,
                deadlines,
                command.arguments().toArray(String[]::new));
        int exitCode = Cli.among(session, interrupts, (plan, cluster, steps, scene, line, debug) -> {
                    heard.drop();
                    told.drop();
                    return carrier.carryOut(plan, cluster, steps, scene, line, debug);
                })
                .run();
        try {
            heard.tell();
            told.tell();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exitCode;
    }

    private static PrintStream printing(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
