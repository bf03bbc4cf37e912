package io.ohmykube.cli;

import io.ohmykube.addons.AddOnFiles;
import io.ohmykube.addons.YamlManifests;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheOptions;
import io.ohmykube.cache.Caches;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.cache.ImageNames;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.cache.inventory.CacheEntry;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.workers.needs.ClusterNeeds;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Tells what the clusters of this home need of the cache, whether they are finished or not, for any architecture. */
final class NeededByClusters {
    private final Session session;
    private final Cache cache;
    private final ClusterNeeds needs = new ClusterNeeds(Catalogue.builtIn(), AddOnFiles.builtIn(), new YamlManifests());

    NeededByClusters(Session session) {
        this.session = session;
        this.cache = Caches.in(session.home(), CacheOptions.none().withOffline(true));
    }

    /** Throws {@link io.ohmykube.config.InvalidClusterException} for a cluster of which nothing can be told. */
    Predicate<CacheEntry> filter() {
        Set<PackageRequest> packages = new HashSet<>();
        Set<String> manifests = new HashSet<>();
        Set<String> images = new HashSet<>();
        ClusterStore store = session.store();
        for (String name : store.names()) {
            Cluster cluster = store.require(name);
            if (cluster.spec().version() == null) {
                continue;
            }
            for (Architecture architecture : Architecture.values()) {
                packages.addAll(needs.packages(cluster, architecture));
            }
            needs.manifests(cluster).forEach(source -> manifests.add(source.toString()));
            needs.images(cluster, this::text).forEach(image -> images.add(ImageNames.full(image)));
        }
        return entry -> switch (entry.kind()) {
            case PACKAGE -> packages.stream().anyMatch(wanted -> isOf(entry, wanted));
            case MANIFEST -> manifests.contains(entry.name());
            case IMAGE -> images.contains(entry.name());
        };
    }

    private static boolean isOf(CacheEntry entry, PackageRequest wanted) {
        return entry.name().equals(wanted.name())
                && wanted.version().equals(entry.version())
                && entry.architecture() == wanted.architecture();
    }

    /** Of what is not here the images are neither. */
    private String text(URI manifest) {
        try {
            return cache.ensureManifest(manifest);
        } catch (CacheException notHere) {
            return "";
        }
    }
}
