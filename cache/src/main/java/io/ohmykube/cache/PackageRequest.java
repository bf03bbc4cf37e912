package io.ohmykube.cache;

/** One package of one version for one architecture, by its catalogue name, for example {@code containerd}. */
public record PackageRequest(String name, String version, Architecture architecture) {}
