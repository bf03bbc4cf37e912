package io.ohmykube.cli.server;

import io.ohmykube.config.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the server and its libraries have to say, in a file that does not grow without end. */
final class ServerLog implements AutoCloseable {
    private static final int LARGEST = 8 * 1024 * 1024;
    private static final int FILES = 3;

    private final Logger root = Logger.getLogger("");
    private final FileHandler handler;

    private ServerLog(FileHandler handler) {
        this.handler = handler;
    }

    static ServerLog open(Path file) {
        try {
            AtomicFile.createDirectories(file.toAbsolutePath().getParent());
            FileHandler handler = new FileHandler(file.toString().replace("%", "%%"), LARGEST, FILES, true);
            handler.setFormatter(new SimpleFormatter());
            handler.setEncoding("UTF-8");
            handler.setLevel(Level.INFO);
            ServerLog log = new ServerLog(handler);
            log.root.addHandler(handler);
            log.root.setLevel(Level.WARNING);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException("the server's log cannot be written: " + file, e);
        }
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        handler.close();
    }
}
