package io.ohmykube.cache.image;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.store.Draft;
import io.ohmykube.cache.store.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of an archive, until it is known which of them are parts of images. They are on the disk of the cache, so
 * that keeping one is renaming it. Closing it removes what was not kept.
 */
final class Staging implements AutoCloseable {
    /** Nobody reads an archive for so long without writing another file of it, whoever has its process ID by now. */
    private static final Duration ABANDONED = Duration.ofHours(6);

    private static final int LINKS = 16;

    private final Path directory;
    private final Map<String, Staged> files = new HashMap<>();
    private final Map<String, Staged> contents = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    /** A file of the archive and what it was found to be. */
    record Staged(Path file, Fingerprint fingerprint) {
        String digest() {
            return fingerprint.digest();
        }
    }

    private Staging(Path directory) {
        this.directory = directory;
    }

    /** Begins one below {@code parent}, and removes those that were left by processes that died. */
    static Staging in(Path parent) {
        try {
            Files.createDirectories(parent);
            try (Stream<Path> others = Files.list(parent)) {
                for (Path other : others.toList()) {
                    if (isAbandoned(other)) {
                        remove(other);
                    }
                }
            }
            String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
            return new Staging(Files.createDirectory(parent.resolve(name)));
        } catch (IOException cause) {
            throw failed(parent, cause);
        }
    }

    private static boolean isAbandoned(Path other) throws IOException {
        String name = String.valueOf(other.getFileName());
        String owner = name.substring(0, Math.max(0, name.indexOf('-')));
        if (owner.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
            return true;
        }
        try {
            return Files.getLastModifiedTime(other)
                    .toInstant()
                    .isBefore(Instant.now().minus(ABANDONED));
        } catch (NoSuchFileException finishedMeanwhile) {
            return false;
        }
    }

    /** Writes a file of the archive. Throws {@link CacheException} of kind STORAGE where that is what fails. */
    Staged put(String path, InputStream content) throws IOException {
        Path file = directory.resolve(Integer.toString(files.size() + links.size() + 1) + "-" + UUID.randomUUID());
        try (Draft draft = Draft.of(file)) {
            content.transferTo(draft.stream());
            Staged staged = new Staged(file, draft.publish());
            files.put(path, staged);
            contents.put(staged.digest(), staged);
            return staged;
        }
    }

    /** @param target path in the archive */
    void link(String path, String target) {
        links.put(path, target);
    }

    /** The file at this path of the archive. */
    @Nullable
    Staged at(String path) {
        String current = path;
        for (int i = 0; i < LINKS; i++) {
            Staged found = files.get(current);
            String next = links.get(current);
            if (found != null || next == null) {
                return found;
            }
            current = next;
        }
        return null;
    }

    /** The file with this digest, whatever it is called. */
    @Nullable
    Staged holding(String digest) {
        return contents.get(digest);
    }

    @Override
    public void close() {
        try {
            remove(directory);
        } catch (IOException cause) {
            throw failed(directory, cause);
        }
    }

    private static void remove(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException removedByAnother) {
            return;
        }
    }

    private static CacheException failed(Path path, IOException cause) {
        return new CacheException(Kind.STORAGE, "cannot write " + path + ": " + cause, cause);
    }
}
