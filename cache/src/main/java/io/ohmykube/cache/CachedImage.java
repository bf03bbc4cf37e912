package io.ohmykube.cache;

/**
 * An image in the cache, verified, for one platform.
 *
 * @param reference normalised, with registry and tag, for example {@code docker.io/library/busybox:1.36}
 * @param digest {@code sha256:…} of the platform's manifest
 * @param size of configuration and layers, in bytes
 */
public record CachedImage(String reference, String digest, long size) {}
