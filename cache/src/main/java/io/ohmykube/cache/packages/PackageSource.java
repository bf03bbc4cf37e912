package io.ohmykube.cache.packages;

import java.net.URI;

/**
 * Where a package of one version and architecture is published.
 *
 * @param archive what to fetch
 * @param checksum the file with its SHA-256
 */
public record PackageSource(URI archive, URI checksum, Placement placement) {
    String fileName() {
        String path = archive.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
