package io.ohmykube.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;

/**
 * Everything a cluster is made from. What is asked for twice, by any thread or process, is fetched once; nothing
 * unverified is ever given out.
 *
 * <p>All methods throw {@link CacheException}, whose kinds say whether another attempt may help.
 */
public interface Cache {
    /**
     * What the release channel says, through the mirror if there is one; {@code v1.33.0} or the like. Asked for once a
     * day; offline, the last answer whatever its age.
     */
    String latestStable();

    /** Fetches a package unless it is here, checks it against its published checksum, and normalises it. */
    CachedPackage ensurePackage(PackageRequest request);

    /** Fetches a manifest unless it is here, and returns its text. */
    String ensureManifest(URI source);

    /** Fetches an image unless it is here, for one platform, layers shared with other images. */
    CachedImage ensureImage(String reference, Architecture architecture);

    /**
     * Takes images out of an archive: an OCI image layout or what {@code docker save} writes, in a tar that may be
     * compressed with gzip or zstd. All that are asked for are kept, or none; one that had the same name is replaced.
     * Reads the archive to its end and does not close it; memory does not depend on its size.
     *
     * @throws CacheException of kind INVALID or CHECKSUM_MISMATCH if the archive is damaged or its images are made for
     *     something else, NOT_FOUND if it does not have an image that is asked for
     */
    List<CachedImage> importArchive(InputStream archive, ImportRequest request);

    /** Writes an OCI archive of these images, for {@code ctr images import}. Leaves {@code out} open. */
    void writeArchive(Collection<CachedImage> images, OutputStream out) throws IOException;

    /**
     * Finds out, without fetching anything large, whether what is not here yet could be fetched.
     *
     * @throws CacheException of kind UNAVAILABLE or NOT_FOUND, naming the first URL that did not answer
     */
    void check(Collection<PackageRequest> packages, Collection<URI> manifests, Collection<String> images);
}
