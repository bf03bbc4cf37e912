package io.ohmykube.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for large files that are needed for a while; closing it removes it. */
record Scratch(Path directory) implements AutoCloseable {
    /** Throws {@link ExitException} where there is no place for it. */
    static Scratch in(Path parent) {
        try {
            return new Scratch(Files.createTempDirectory(Files.createDirectories(parent), ".ohmykube-"));
        } catch (IOException e) {
            throw ExitException.failed("cannot write into " + parent + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
