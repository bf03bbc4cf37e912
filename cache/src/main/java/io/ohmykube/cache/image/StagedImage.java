package io.ohmykube.cache.image;

import io.ohmykube.cache.image.Staging.Staged;
import java.util.List;

/**
 * An image of an archive, for one platform, all of it there.
 *
 * @param blobs the configuration and the layers
 * @param platform for example {@code linux/amd64}, as the configuration says
 */
record StagedImage(FetchedManifest manifest, List<Staged> blobs, String platform) {
    StagedImage {
        blobs = List.copyOf(blobs);
    }

    /** In bytes. */
    long size() {
        return blobs.stream().mapToLong(blob -> blob.fingerprint().size()).sum();
    }
}
