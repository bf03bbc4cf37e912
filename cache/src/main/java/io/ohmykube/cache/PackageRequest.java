package io.ohmykube.cache;

/**
 * One package of one version for one architecture, by its catalogue name, for example {@code containerd}.
 *
 * @param version kept without a leading {@code v}
 */
public record PackageRequest(String name, String version, Architecture architecture) {
    public PackageRequest {
        version = version.startsWith("v") ? version.substring(1) : version;
    }
}
