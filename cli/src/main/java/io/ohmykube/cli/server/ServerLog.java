package io.ohmykube.cli.server;

import io.ohmykube.cli.operation.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the server and its libraries have to say, in a file that does not grow without end. */
final class ServerLog implements AutoCloseable {
    private static final int LARGEST = 8 * 1024 * 1024;
    private static final int KEPT = 2;

    /** Held on to: a logger that nobody holds forgets its level. */
    private static final Logger OURS = Logger.getLogger("io.ohmykube");

    /** Advises not to describe the interface, which is wanted. */
    private static final Logger ADVICE = Logger.getLogger("org.springdoc.core.events.SpringDocAppInitializer");

    private static final Logger ALL = Logger.getLogger("");

    private final LogFile file;

    private ServerLog(LogFile file) {
        this.file = file;
    }

    static ServerLog open(Path file) {
        try {
            ServerLog log = new ServerLog(LogFile.open(file, LARGEST, KEPT));
            log.file.setLevel(Level.INFO);
            ALL.addHandler(log.file);
            ALL.setLevel(Level.WARNING);
            OURS.setLevel(Level.INFO);
            ADVICE.setLevel(Level.SEVERE);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException("the server's log cannot be written: " + file, e);
        }
    }

    @Override
    public void close() {
        ALL.removeHandler(file);
        file.close();
    }
}
