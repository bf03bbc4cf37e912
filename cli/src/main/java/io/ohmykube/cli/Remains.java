package io.ohmykube.cli;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.OperationLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The directory of a cluster whose file is not there: a kill came just before it was written, or just after it went. */
final class Remains {
    private final Session session;

    Remains(Session session) {
        this.session = session;
    }

    /**
     * Removes it, if nothing in it was ever used.
     *
     * @return false where there is no such directory, or the cluster has its file
     * @throws ExitException if something was made for the cluster
     */
    @SuppressWarnings("try") // The lock is held, not used.
    boolean removed() {
        ClusterStore store = session.store();
        String cluster = session.cluster();
        ClusterFiles files = store.files(cluster);
        if (!Files.isDirectory(files.directory()) || store.find(cluster).isPresent()) {
            return false;
        }
        try (OperationLock lock = OperationLock.take(files, session.commandLine())) {
            if (wasUsed(files)) {
                throw ExitException.failed("cluster '" + cluster + "' has no "
                        + files.clusterYaml().getFileName()
                        + " in " + files.directory() + ", so what was made for it is not known: put the file back, or"
                        + " remove its machines and then the directory");
            }
            store.remove(cluster);
        }
        session.terminal().out().println("Cluster " + cluster + " is removed; nothing had been made for it.");
        return true;
    }

    private static boolean wasUsed(ClusterFiles files) {
        try (Stream<Path> all = Files.walk(files.directory())) {
            return all.filter(Files::isRegularFile)
                    .anyMatch(file -> !file.equals(files.lock())
                            && !file.getFileName().toString().endsWith(".tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + files.directory(), e);
        }
    }
}
