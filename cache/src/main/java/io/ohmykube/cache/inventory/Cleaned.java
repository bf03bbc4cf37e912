package io.ohmykube.cache.inventory;

import java.util.List;

/**
 * What cleaning did, or would do.
 *
 * @param removed artefacts
 * @param inUse artefacts that stayed because somebody is using them just now
 * @param leftovers how many files that nobody referred to were removed besides
 * @param leftoversKept whether such layers of images stayed, because images are being fetched or sent just now
 * @param freed bytes
 * @param remaining bytes that artefacts still take
 */
public record Cleaned(
        List<CacheEntry> removed,
        List<CacheEntry> inUse,
        int leftovers,
        boolean leftoversKept,
        long freed,
        long remaining) {}
