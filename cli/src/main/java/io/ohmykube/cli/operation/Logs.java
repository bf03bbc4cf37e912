package io.ohmykube.cli.operation;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.workers.contract.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.slf4j.MDC;

/** Sends what libraries and our own classes log to a file of the cluster, and nothing to the terminal. */
final class Logs implements AutoCloseable {
    private static final int LARGEST_FILE = 8 * 1024 * 1024;
    private static final int KEPT = 1;

    /** Held on to: a logger that nobody holds forgets its level. */
    private static final Logger OURS = Logger.getLogger("io.ohmykube");

    private static final Logger ALL = Logger.getLogger("");

    private final LogFile file;
    private final MDC.MDCCloseable bound;

    private Logs(LogFile file, MDC.MDCCloseable bound) {
        this.file = file;
        this.bound = bound;
    }

    /** Nothing is logged anywhere until a cluster's file is open. */
    static void silence() {
        LogManager.getLogManager().reset();
    }

    static Path file(ClusterFiles files) {
        return files.logs().resolve("ohmykube.log");
    }

    /**
     * Opens the log of a cluster. What this thread and those that it begins log from now on is the cluster's; close it in
     * this thread.
     *
     * @param alone whether all else that is logged in this program is the cluster's, too
     * @param debug log everything that can be logged
     */
    static Logs open(ClusterFiles files, String cluster, boolean alone, boolean debug) throws IOException {
        LogFile file = LogFile.open(file(files), LARGEST_FILE, KEPT);
        file.setFilter(logged -> {
            String whose = MDC.get(Variables.CLUSTER);
            return whose == null ? alone : whose.equals(cluster);
        });
        ALL.setLevel(debug ? Level.FINE : Level.WARNING);
        ALL.addHandler(file);
        OURS.setLevel(debug ? Level.ALL : Level.INFO);
        return new Logs(file, MDC.putCloseable(Variables.CLUSTER, cluster));
    }

    /** Levels stay as they are: other clusters may be worked on. */
    @Override
    public void close() {
        ALL.removeHandler(file);
        file.close();
        bound.close();
    }
}
