package io.ohmykube.addons;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something installed into a cluster, read from {@code addons/<name>.yaml}.
 *
 * <p>Templates may use {@code ${clusterName}}, {@code ${podCIDR}}, {@code ${ipPool}}, and in {@code initial} also
 * {@code ${random}}.
 *
 * @param category {@code cni}, {@code csi}, {@code load-balancer} or {@code other}
 * @param manifests the official manifests, applied in this order
 * @param replacements what is changed in each of the manifests
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
        List<Replacement> replacements,
        List<Workload> ready,
        @Nullable String initial,
        @Nullable String configuration,
        List<String> requires) {

    public AddOn {
        manifests = orEmpty(manifests);
        replacements = orEmpty(replacements);
        ready = orEmpty(ready);
        requires = orEmpty(requires);
    }

    /** A workload by kind ({@code deployment}, {@code daemonset}), namespace and name. */
    public record Workload(String kind, String namespace, String name) {}

    /** A piece of a manifest, found literally, and the template that takes its place. */
    public record Replacement(String find, String with) {}

    /** A list left out of a file is an empty one. */
    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
