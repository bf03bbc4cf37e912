package io.ohmykube.cli.operation;

import io.ohmykube.config.ClusterFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Says of a failure that the disk which holds the cluster's files is full, where that is why. */
final class FullDisk {
    /** Less than any of our files needs to grow; the libraries in between lose the system's own word for it. */
    private static final long NOTHING = 128 * 1024;

    private FullDisk() {}

    /** The failure itself where the disk has nothing to do with it. */
    static RuntimeException explain(RuntimeException failure, ClusterFiles files, String cluster) {
        Path directory = files.directory();
        if (!isOfFiles(failure) || !isFull(directory)) {
            return failure;
        }
        return new IllegalStateException(
                "the disk of " + directory + " is full, so no progress can be kept there; what was done before is kept:"
                        + " make room, then go on with 'ohmykube --name " + cluster + " resume'",
                failure);
    }

    private static boolean isOfFiles(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof IOException || t instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFull(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace() < NOTHING;
        } catch (IOException e) {
            return false;
        }
    }
}
