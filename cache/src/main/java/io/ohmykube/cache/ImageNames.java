package io.ohmykube.cache;

import io.ohmykube.cache.image.ImageReference;

/** What images are called. */
public final class ImageNames {
    private ImageNames() {}

    /**
     * The full name of what a user or a manifest names: with registry, and with a tag unless there is a digest. It is what
     * containerd and the kubelet call the image.
     *
     * @throws CacheException of kind INVALID if it is no name of an image
     */
    public static String full(String reference) {
        return ImageReference.parse(reference).toString();
    }
}
