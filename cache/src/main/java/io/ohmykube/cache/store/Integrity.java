package io.ohmykube.cache.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out whether a kept file still is what was put there. The content of each file is read through once per process,
 * and again when its size, time or inode has changed since.
 */
public final class Integrity {
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(Fingerprint fingerprint, long size, FileTime changed, Object key) {}

    public boolean holds(Path file, Fingerprint fingerprint) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Seen current = new Seen(
                    fingerprint, now.size(), now.lastModifiedTime(), now.fileKey() == null ? file : now.fileKey());
            if (current.equals(seen.get(file))) {
                return true;
            }
            if (!fingerprint.matches(file)) {
                seen.remove(file);
                return false;
            }
            seen.put(file, current);
            return true;
        } catch (IOException missing) {
            return false;
        }
    }
}
