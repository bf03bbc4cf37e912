package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.server.ServerParts;
import io.ohmykube.cli.view.Terminal;
import io.ohmykube.config.Home;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a server works with: the clusters of the session, and the same parts as commands. */
final class ServedParts {
    private final Session session;
    private final Operations operations;

    ServedParts(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    /** @param home where the server keeps what is its own */
    ServerParts in(Home home, Wiring wiring) {
        return new ServerParts(
                home,
                session.store(),
                operations.around(wiring),
                wiring.beansOfNone(),
                new ServedWork(unattended(), wiring),
                wiring::health,
                new ServedCommands(session.clock(), session.deadlines()),
                session.clock(),
                Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                        .orElse("unpackaged"));
    }

    /** Nobody is there to answer questions. */
    private Session unattended() {
        PrintStream none = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Session(
                session.environment(),
                new Terminal(none, none, false, false, false),
                session.clock(),
                session.deadlines(),
                session.arguments().toArray(String[]::new));
    }
}
