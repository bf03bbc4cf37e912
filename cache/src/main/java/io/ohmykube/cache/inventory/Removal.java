package io.ohmykube.cache.inventory;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Removes a file of the cache. */
final class Removal {
    private Removal() {}

    /** True: it is gone now, by whomever. */
    static boolean of(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot remove " + file + ": " + cause, cause);
        }
    }
}
