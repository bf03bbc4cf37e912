package io.ohmykube.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder that holds what belongs to the clusters that are worked on in it. A file says that it is one. */
public record Workspace(Path directory) {
    private static final String FILE = "ohmykube.yaml";

    /** The workspace that this folder is; nothing where it is none. */
    public static Optional<Workspace> at(Path directory) {
        return Files.isRegularFile(directory.resolve(FILE))
                ? Optional.of(new Workspace(directory.toAbsolutePath().normalize()))
                : Optional.empty();
    }

    /** The processes that clusters are worked on with from here. */
    public Path processes() {
        return directory.resolve("processes");
    }
}
