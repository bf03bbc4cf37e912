package io.ohmykube.processes;

import io.ohmykube.config.AtomicFile;
import io.ohmykube.config.ClusterFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * Says that the runs of a cluster are in the database of a server, and not in the cluster's own. Set before a run begins
 * there, and removed when it has ended: a run goes on in the database where it began, and nowhere else.
 */
final class ServedMark {
    private ServedMark() {}

    static boolean isSet(ClusterFiles files) {
        return Files.exists(files.served());
    }

    /** Throws {@link ServedRunException} where it is set. */
    static void refuse(ClusterFiles files) {
        if (isSet(files)) {
            throw new ServedRunException(String.valueOf(files.directory().getFileName()));
        }
    }

    static void set(ClusterFiles files) {
        if (isSet(files)) {
            return;
        }
        try {
            AtomicFile.write(
                    files.served(),
                    out -> out.write("The unfinished run is in the database of 'ohmykube serve'.\n"
                            .getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + files.served(), e);
        }
    }

    static void remove(ClusterFiles files) {
        try {
            Files.deleteIfExists(files.served());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + files.served(), e);
        }
    }
}
