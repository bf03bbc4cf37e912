package io.ohmykube.cli.operation;

import io.ohmykube.config.AtomicFile;
import io.ohmykube.config.ClusterFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what libraries and our own classes log to a file of the cluster, and nothing to the terminal. */
final class Logs implements AutoCloseable {
    private static final int LARGEST_FILE = 8 * 1024 * 1024;
    private static final int FILES = 2;

    private final Logger root;
    private final Logger ours;
    private final FileHandler handler;

    private Logs(Logger root, Logger ours, FileHandler handler) {
        this.root = root;
        this.ours = ours;
        this.handler = handler;
    }

    /** Nothing is logged anywhere until a cluster's file is open. */
    static void silence() {
        LogManager.getLogManager().reset();
    }

    static Path file(ClusterFiles files) {
        return files.logs().resolve("ohmykube.log");
    }

    /** @param debug log everything that can be logged */
    static Logs open(ClusterFiles files, boolean debug) throws IOException {
        AtomicFile.createDirectories(files.logs());
        FileHandler handler = new FileHandler(file(files).toString().replace("%", "%%"), LARGEST_FILE, FILES, true);
        handler.setFormatter(new SimpleFormatter());
        handler.setLevel(Level.ALL);
        handler.setEncoding("UTF-8");
        handler.setErrorManager(new Unheard());
        Logger root = Logger.getLogger("");
        root.setLevel(debug ? Level.FINE : Level.WARNING);
        root.addHandler(handler);
        Logger ours = Logger.getLogger("io.ohmykube");
        ours.setLevel(debug ? Level.ALL : Level.INFO);
        return new Logs(root, ours, handler);
    }

    /** The log is a help and no result: what cannot be logged, as on a full disk, must not fill the terminal instead. */
    private static final class Unheard extends ErrorManager {
        @Override
        public void error(String message, Exception failure, int code) {
            // Whatever fails for the same reason and matters is reported by itself.
        }
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        handler.close();
        ours.setLevel(null);
    }
}
