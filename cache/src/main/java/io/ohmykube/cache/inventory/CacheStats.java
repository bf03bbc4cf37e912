package io.ohmykube.cache.inventory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much the cache holds.
 *
 * @param kinds one line for each kind, in the order of the kinds, also for those of which there is nothing
 * @param total of all kinds
 * @param leftovers bytes in files that no artefact needs: of interrupted downloads, or layers of removed images
 */
public record CacheStats(List<Line> kinds, Line total, long leftovers) {
    /**
     * One line.
     *
     * @param kind null for the total
     * @param originalBytes as published
     * @param bytes on this disk; what several images share counts once, here and in {@code originalBytes}
     * @param lastUsed null where there is nothing
     */
    public record Line(
            CacheEntry.@Nullable Kind kind, int count, long originalBytes, long bytes, @Nullable Instant lastUsed) {
        /** How many bytes were published for each that is kept. */
        public double ratio() {
            return bytes == 0 ? 1 : (double) originalBytes / bytes;
        }
    }
}
