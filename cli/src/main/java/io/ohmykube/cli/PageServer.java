package io.ohmykube.cli;

import io.ohmykube.cli.operation.Carrier;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.server.Server;
import io.ohmykube.cli.server.ServerOptions;
import io.ohmykube.config.Home;
import java.nio.file.Path;

/**
 * Serves the page for as long as one command runs. Runs are where they are without it, so that any command goes on with
 * them; its own files are elsewhere, so that no other command takes it for a server that stays.
 */
final class PageServer implements AutoCloseable {
    private final Scratch scratch;
    private final Server server;
    private final RunningServer where;

    private PageServer(Scratch scratch, Server server, RunningServer where) {
        this.scratch = scratch;
        this.server = server;
        this.where = where;
    }

    static PageServer start(Session session, Operations operations, Wiring wiring) {
        // Where the system removes what a killed program has left.
        Scratch scratch = Scratch.in(Path.of(System.getProperty("java.io.tmpdir")));
        boolean started = false;
        try {
            Home own = new Home(scratch.directory());
            Server server =
                    Server.start(ServerOptions.ofPassing(), new ServedParts(session, operations).in(own, wiring));
            started = true;
            return new PageServer(scratch, server, RunningServer.in(own.run()).get(0));
        } finally {
            if (!started) {
                scratch.close();
            }
        }
    }

    RunningServer where() {
        return where;
    }

    Carrier carrier() {
        return server.carrier();
    }

    @Override
    public void close() {
        server.close();
        scratch.close();
    }
}
