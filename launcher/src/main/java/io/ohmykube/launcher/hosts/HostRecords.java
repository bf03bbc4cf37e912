package io.ohmykube.launcher.hosts;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.config.AtomicFile;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.launcher.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files {@code machines/<node>.json}. */
final class HostRecords {
    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClusterStore clusters;

    HostRecords(ClusterStore clusters) {
        this.clusters = clusters;
    }

    Optional<HostRecord> find(String cluster, String node) {
        return read(file(cluster, node));
    }

    List<HostRecord> all(String cluster) {
        try (Stream<Path> files = Files.list(clusters.files(cluster).machines())) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new LauncherException("what is known of the machines of cluster " + cluster + " cannot be read", e);
        }
    }

    void write(HostRecord kept) {
        try {
            AtomicFile.write(
                    file(kept.cluster(), kept.node()),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(kept) + "\n");
        } catch (IOException e) {
            throw new LauncherException(kept.node() + ": what is known of its machine cannot be written", e);
        }
    }

    void remove(String cluster, String node) {
        try {
            Files.deleteIfExists(file(cluster, node));
        } catch (IOException e) {
            throw new LauncherException(node + ": what is known of its machine cannot be removed", e);
        }
    }

    private Path file(String cluster, String node) {
        return clusters.files(cluster).machines().resolve(node + SUFFIX);
    }

    private static Optional<HostRecord> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readString(file), HostRecord.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new LauncherException("what is known of a machine cannot be read from " + file, e);
        }
    }
}
