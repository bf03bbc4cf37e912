package io.ohmykube.cache.inventory;

import io.ohmykube.cache.Architecture;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One artefact in the cache, as its record describes it.
 *
 * @param name of the package, the full reference of the image, or the address of the manifest
 * @param version of the package, the tag of the image, or null
 * @param architecture null for manifests, which have none
 * @param digest {@code sha256:…}
 * @param size in bytes as it lies here; layers that images share count in each of them
 * @param originalSize in bytes as it was published
 * @param source where it was fetched from
 * @param lastUsed when it was last given out, or fetched
 */
public record CacheEntry(
        Kind kind,
        String name,
        @Nullable String version,
        @Nullable Architecture architecture,
        String digest,
        long size,
        long originalSize,
        String source,
        Instant fetched,
        Instant lastUsed) {
    /** What an artefact is. */
    public enum Kind {
        PACKAGE,
        IMAGE,
        MANIFEST;

        /** In lower case, as users write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many bytes were published for each that is kept; 1 for what is kept as it came. */
    public double ratio() {
        return size == 0 ? 1 : (double) originalSize / size;
    }

    /** Its name for people, with all that tells it from others. */
    public String title() {
        return switch (kind) {
            case PACKAGE -> name + " " + version + " " + word(architecture);
            case IMAGE -> name + " " + word(architecture);
            case MANIFEST -> name;
        };
    }

    private static String word(@Nullable Architecture architecture) {
        return architecture == null ? "" : architecture.word();
    }
}
