package io.ohmykube.launcher.lima;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.launcher.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of our instances, one file each, in a directory that Lima passes over because of its first letter. */
final class InstanceRecords {
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final ObjectMapper json = new ObjectMapper();

    InstanceRecords(Path limaHome) {
        this.directory = limaHome.resolve("_ohmykube");
    }

    Optional<InstanceRecord> find(String name) {
        Path file = file(name, SUFFIX);
        try {
            return Files.exists(file)
                    ? Optional.of(json.readValue(file.toFile(), InstanceRecord.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new LauncherException("cannot read the record of a machine, " + file + ": " + e.getMessage(), e);
        }
    }

    /** Those of exactly that cluster, sorted by name. */
    List<InstanceRecord> of(String cluster) {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(SUFFIX))
                        .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                        .sorted()
                        .forEach(names::add);
            } catch (IOException e) {
                throw new LauncherException("cannot read the records of machines in " + directory, e);
            }
        }
        return names.stream()
                .flatMap(name -> find(name).stream())
                .filter(found -> found.cluster().equals(cluster))
                .toList();
    }

    void write(InstanceRecord wanted) {
        try {
            write(file(wanted.name(), SUFFIX), json.writeValueAsString(wanted));
        } catch (IOException e) {
            throw new LauncherException("cannot record the machine " + wanted.name() + ": " + e.getMessage(), e);
        }
    }

    /** Keeps the file that the instance is made from; returns where. */
    Path writeInstanceFile(String name, String yaml) {
        try {
            return write(file(name, ".yaml"), yaml);
        } catch (IOException e) {
            throw new LauncherException("cannot write the instance file of " + name + ": " + e.getMessage(), e);
        }
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(file(name, ".yaml"));
            Files.deleteIfExists(file(name, SUFFIX));
        } catch (IOException e) {
            throw new LauncherException("cannot remove the record of the machine " + name + ": " + e.getMessage(), e);
        }
    }

    private Path file(String name, String suffix) {
        return directory.resolve(name + suffix);
    }

    private Path write(Path file, String text) throws IOException {
        Files.createDirectories(directory);
        Path fresh = Files.writeString(file.resolveSibling("." + file.getFileName() + ".new"), text);
        return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
