package io.ohmykube.cache.bundle;

/**
 * A file in a bundle.
 *
 * @param path as below the cache's directory
 * @param digest {@code sha256:…}
 * @param size in bytes
 */
record BundleFile(String path, String digest, long size) {
    private static final String SEGMENT = "[A-Za-z0-9_@+=~%:\\[\\]][A-Za-z0-9._@+=~%:\\[\\]-]*";
    private static final String ANYWHERE_BELOW =
            "(packages|manifests|images/blobs/sha256|images/references|node-images)(/" + SEGMENT + ")+";

    /** Whether the path stays in its place, whatever the bundle says. */
    boolean isInPlace() {
        return path.matches(ANYWHERE_BELOW) && (!isBlob() || path.endsWith("/" + digest.replace("sha256:", "")));
    }

    boolean isBlob() {
        return path.startsWith("images/blobs/");
    }

    boolean isNodeImage() {
        return path.startsWith("node-images/");
    }

    boolean isRecord() {
        return isPackageRecord() || isImageRecord() || isManifestRecord();
    }

    boolean isPackageRecord() {
        return path.startsWith("packages/") && path.endsWith(".yaml");
    }

    boolean isImageRecord() {
        return path.startsWith("images/references/");
    }

    boolean isManifestRecord() {
        return path.startsWith("manifests/") && path.endsWith("@.yaml");
    }
}
