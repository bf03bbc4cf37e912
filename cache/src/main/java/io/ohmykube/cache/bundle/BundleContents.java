package io.ohmykube.cache.bundle;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.inventory.CacheEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What goes into a bundle.
 *
 * @param kubernetes version with its {@code v}
 * @param wanted which artefacts of the cache
 * @param nodeImages archives of what machines are made of, by launcher
 */
public record BundleContents(
        String kubernetes,
        List<Architecture> architectures,
        Predicate<CacheEntry> wanted,
        Map<String, Path> nodeImages) {}
