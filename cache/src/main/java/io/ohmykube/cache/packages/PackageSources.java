package io.ohmykube.cache.packages;

import io.ohmykube.cache.PackageRequest;

/** Knows where packages are published. */
public interface PackageSources {
    /**
     * Where to fetch this package from.
     *
     * @throws io.ohmykube.cache.CacheException of kind INVALID if there is no package of that name, or the version is
     *     malformed
     */
    PackageSource source(PackageRequest request);
}
