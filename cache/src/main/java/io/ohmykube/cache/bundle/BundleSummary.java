package io.ohmykube.cache.bundle;

import io.ohmykube.cache.Architecture;
import java.util.List;

/**
 * What a bundle holds.
 *
 * @param kubernetes version with its {@code v}
 * @param packages how many; each architecture counts
 * @param images how many; each architecture counts
 * @param nodeImages names of what machines are made of, by launcher: {@code container}
 * @param bytes of all files, before they were packed
 * @param added how many files loading put into the cache; the others were there. 0 where nothing was loaded
 */
public record BundleSummary(
        String kubernetes,
        List<Architecture> architectures,
        int packages,
        int manifests,
        int images,
        List<String> nodeImages,
        long bytes,
        int added) {
    BundleSummary withAdded(int files) {
        return new BundleSummary(kubernetes, architectures, packages, manifests, images, nodeImages, bytes, files);
    }
}
