package io.ohmykube.workers.needs;

import io.ohmykube.addons.AddOnCatalogue;
import io.ohmykube.addons.Manifests;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.Role;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What the definition of a cluster needs from the cache, said in one place for all who fetch it, send it, bundle it or
 * throw away the rest. The cluster's Kubernetes version is settled before anybody asks.
 */
public final class ClusterNeeds {
    private final Catalogue catalogue;
    private final AddOnCatalogue addOns;
    private final Manifests manifests;

    public ClusterNeeds(Catalogue catalogue, AddOnCatalogue addOns, Manifests manifests) {
        this.catalogue = catalogue;
        this.addOns = addOns;
        this.manifests = manifests;
    }

    /**
     * The packages of every node.
     *
     * @throws io.ohmykube.cache.CacheException if the version is too old or {@code spec.packages} names no package
     */
    public List<PackageRequest> packages(Cluster cluster, Architecture architecture) {
        return catalogue.packages(version(cluster), cluster.spec().packages(), architecture);
    }

    /** The official manifests of all add-ons, in the order in which they are applied. */
    public List<URI> manifests(Cluster cluster) {
        return addOns.of(cluster.spec()).stream()
                .flatMap(addOn -> addOn.manifests().stream())
                .distinct()
                .toList();
    }

    /** The images that are known before any manifest has been read: those of Kubernetes itself and of the user. */
    public Set<String> ownImages(Cluster cluster) {
        Set<String> images = new LinkedHashSet<>(ownImages(cluster, Role.CONTROL_PLANE));
        images.addAll(ownImages(cluster, Role.WORKER));
        return images;
    }

    /**
     * All images that any node will run.
     *
     * @param text of a manifest, by its address
     */
    public Set<String> images(Cluster cluster, Function<URI, String> text) {
        Set<String> images = ownImages(cluster);
        images.addAll(addOnImages(cluster, text));
        return images;
    }

    /** The images that a node of this role will run. */
    public Set<String> images(Cluster cluster, Role role, Function<URI, String> text) {
        Set<String> images = new LinkedHashSet<>(ownImages(cluster, role));
        images.addAll(addOnImages(cluster, text));
        return images;
    }

    private Set<String> ownImages(Cluster cluster, Role role) {
        Set<String> images = new LinkedHashSet<>(
                role == Role.CONTROL_PLANE
                        ? catalogue.controlPlaneImages(version(cluster))
                        : catalogue.workerImages(version(cluster)));
        images.addAll(cluster.spec().images());
        return images;
    }

    private Set<String> addOnImages(Cluster cluster, Function<URI, String> text) {
        Set<String> images = new LinkedHashSet<>();
        manifests(cluster).forEach(source -> images.addAll(manifests.images(text.apply(source))));
        return images;
    }

    private static String version(Cluster cluster) {
        return Objects.requireNonNull(
                cluster.spec().version(), "the Kubernetes version is settled before anything is fetched");
    }
}
