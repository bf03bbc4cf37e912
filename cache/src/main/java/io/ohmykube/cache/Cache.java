package io.ohmykube.cache;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Collection;

/**
 * Everything a cluster is made from. What is asked for twice, by any thread or process, is fetched once; nothing
 * unverified is ever given out.
 *
 * <p>All methods throw {@link CacheException}, whose kinds say whether another attempt may help.
 */
public interface Cache {
    /** Asks the release channel, through the mirror if there is one; {@code v1.33.0} or the like. Never cached. */
    String latestStable();

    /** Fetches a package unless it is here, checks it against its published checksum, and normalises it. */
    CachedPackage ensurePackage(PackageRequest request);

    /** Fetches a manifest unless it is here, and returns its text. */
    String ensureManifest(URI source);

    /** Fetches an image unless it is here, for one platform, layers shared with other images. */
    CachedImage ensureImage(String reference, Architecture architecture);

    /** Writes an OCI archive of these images, for {@code ctr images import}. Leaves {@code out} open. */
    void writeArchive(Collection<CachedImage> images, OutputStream out) throws IOException;

    /**
     * Finds out, without fetching anything large, whether what is not here yet could be fetched.
     *
     * @throws CacheException of kind UNAVAILABLE or NOT_FOUND, naming the first URL that did not answer
     */
    void check(Collection<PackageRequest> packages, Collection<URI> manifests, Collection<String> images);
}
