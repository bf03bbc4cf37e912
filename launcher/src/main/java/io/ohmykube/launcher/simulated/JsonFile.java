package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One mutable document kept in a file that is replaced atomically, so that a kill at any moment leaves the old or the
 * new one. Kept in memory as long as the file is the one read or written last.
 */
final class JsonFile<T> {
    private final Path file;
    private final Class<T> type;
    private final Supplier<T> initial;
    private final ClusterLock lock;
    private @Nullable T cached;
    private @Nullable Object version;

    JsonFile(Path file, Class<T> type, Supplier<T> initial, ClusterLock lock) {
        this.file = file;
        this.type = type;
        this.initial = initial;
        this.lock = lock;
    }

    /** What is done with the document. */
    interface Use<T, R> {
        R with(T document) throws IOException;
    }

    <R> R read(Use<T, R> use) throws IOException {
        return lock.reading(() -> use.with(load()));
    }

    /** Writes what {@code use} changed; nothing is written when it throws. */
    <R> R change(Use<T, R> use) throws IOException {
        return lock.changing(() -> {
            T document = load();
            cached = null;
            R result = use.with(document);
            store(document);
            return result;
        });
    }

    private T load() throws IOException {
        Object found = versionOnDisk();
        T known = cached;
        if (known != null && Objects.equals(found, version)) {
            return known;
        }
        T loaded = found == null ? initial.get() : Json.MAPPER.readValue(file.toFile(), type);
        cached = loaded;
        version = found;
        return loaded;
    }

    private void store(T document) throws IOException {
        KillSafeFile.write(file, Json.MAPPER.writeValueAsBytes(document));
        cached = document;
        version = versionOnDisk();
    }

    private @Nullable Object versionOnDisk() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + "@" + attributes.lastModifiedTime() + "+" + attributes.size();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
