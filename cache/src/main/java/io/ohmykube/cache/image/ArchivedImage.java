package io.ohmykube.cache.image;

import io.ohmykube.cache.Architecture;
import java.util.Collection;

/** An image of an archive under the names it has there; for more than one platform, where it says so. */
interface ArchivedImage {
    /** As the archive has them; empty where it has none. */
    Collection<String> names();

    /**
     * The image for one platform.
     *
     * @param anyArchitecture takes what there is where it is made for another architecture
     * @throws io.ohmykube.cache.CacheException if it is not there whole, or made for something else
     */
    StagedImage select(Architecture architecture, boolean anyArchitecture);
}
