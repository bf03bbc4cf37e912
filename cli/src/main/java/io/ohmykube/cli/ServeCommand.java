package io.ohmykube.cli;

import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.server.Server;
import io.ohmykube.cli.server.ServerOptions;
import io.ohmykube.cli.server.ServerParts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = {
            "Run as a server: clusters over a REST interface, their processes in Cockpit, many of them at a time.",
            "It listens on this host only, unless a certificate is given; everybody has to log in. The password of the",
            "first administrator is printed when it is made, and never again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube serve",
            "  ohmykube serve --address 10.0.0.5 --tls-certificate server.pem --tls-key server.key",
            "  OHMYKUBE_DATABASE_URL=postgres://ada:secret@db/ohmykube ohmykube serve    several may share it"
        })
final class ServeCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;
    private final Interrupts interrupts;

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Option(names = "--port", paramLabel = "PORT", description = "where it listens (default: 8080; 0: any)")
    private int port = 8080;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "of which interface (default: 127.0.0.1); others than loopback need TLS")
    private String address = "127.0.0.1";

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "its certificate and those above it, in PEM")
    @Nullable
    Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "the certificate's private key, in PEM")
    @Nullable
    Path key;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "a PostgreSQL for the runs, which several servers may share; OHMYKUBE_DATABASE_URL does the"
                    + " same and shows in no list of processes")
    @Nullable
    String database;

    ServeCommand(Session session, Operations operations, Interrupts interrupts) {
        this.session = session;
        this.operations = operations;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (Wiring wiring = operations.wiring(sources)) {
            ServerParts parts = new ServedParts(session, operations).in(session.home(), wiring);
            try (Server server = Server.start(options(), parts)) {
                PrintStream out = session.terminal().out();
                server.password().ifPresent(password -> {
                    out.println("The first administrator, shown this once: user admin, password " + password);
                });
                out.println("OhMyKube listens on " + server.url());
                interrupts.listen(new Interrupts.Interruptible() {
                    @Override
                    public void stop() {
                        ended.countDown();
                    }

                    @Override
                    public void abandon() {
                        session.terminal()
                                .err()
                                .println("ended at once; the next server goes on with what was under way");
                    }
                });
                ended.await();
            }
        } catch (IllegalArgumentException e) {
            throw ExitException.badInput(String.valueOf(e.getMessage()));
        }
        return ExitCode.DONE;
    }

    private ServerOptions options() {
        String url = database == null ? session.environment().get("OHMYKUBE_DATABASE_URL") : database;
        return new ServerOptions(address, port, certificate, key, url == null || url.isBlank() ? null : url, false);
    }
}
