package io.ohmykube.cache;

import java.net.URI;
import java.nio.file.Path;

/**
 * A package in the cache, verified: a {@code .tar.zst} whose entries are paths from the node's root.
 *
 * @param digest {@code sha256:…} of the archive as it lies here
 * @param source where it was fetched from (before any mirror)
 */
public record CachedPackage(PackageRequest request, Path archive, String digest, long size, URI source) {}
