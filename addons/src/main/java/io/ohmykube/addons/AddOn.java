package io.ohmykube.addons;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something installed into a cluster, read from {@code addons/<name>.yaml}.
 *
 * @param category {@code cni}, {@code csi}, {@code load-balancer} or {@code other}
 * @param manifests the official manifests, applied in this order
 * @param ready the workloads that must be available before the add-on counts as installed
 * @param initial a template of our own, created with the manifests and never changed again, such as a random key; null
 *     for none
 * @param configuration a template of our own, applied once the add-on is ready; null for none
 * @param requires names of add-ons that must be ready before this one is applied
 */
public record AddOn(
        String name,
        String category,
        String version,
        List<URI> manifests,
        List<Workload> ready,
        @Nullable String initial,
        @Nullable String configuration,
        List<String> requires) {
    /** A workload by kind ({@code deployment}, {@code daemonset}), namespace and name. */
    public record Workload(String kind, String namespace, String name) {}
}
