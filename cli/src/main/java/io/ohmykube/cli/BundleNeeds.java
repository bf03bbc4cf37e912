package io.ohmykube.cli;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.ImageNames;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.cache.inventory.CacheEntry;
import io.ohmykube.config.Cluster;
import io.ohmykube.workers.needs.ClusterNeeds;
import io.ohmykube.workers.node.Abreast;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** What a bundle for a cluster takes out of the cache. */
final class BundleNeeds {
    private static final int AT_ONCE = 4;

    private final ClusterNeeds needs;
    private final Cache cache;

    BundleNeeds(ClusterNeeds needs, Cache cache) {
        this.needs = needs;
        this.cache = cache;
    }

    String version(Cluster cluster) {
        return Objects.requireNonNull(cluster.spec().version(), "settled before");
    }

    /** Fetches what is not there. Throws {@link io.ohmykube.cache.CacheException} for what cannot be had. */
    void fetch(Cluster cluster, Collection<Architecture> architectures) {
        List<Runnable> all = new ArrayList<>();
        Set<String> images = needs.images(cluster, cache::ensureManifest);
        for (Architecture architecture : architectures) {
            needs.packages(cluster, architecture).forEach(wanted -> all.add(() -> cache.ensurePackage(wanted)));
            images.forEach(image -> all.add(() -> cache.ensureImage(image, architecture)));
        }
        Abreast.run(AT_ONCE, all, Runnable::run);
    }

    /** Tells what of the cache is part of it. */
    Predicate<CacheEntry> filter(Cluster cluster, Collection<Architecture> architectures) {
        Set<String> wanted = new HashSet<>();
        for (Architecture architecture : architectures) {
            for (PackageRequest request : needs.packages(cluster, architecture)) {
                wanted.add("package " + OfflineCheck.title(request));
            }
            for (String image : needs.images(cluster, cache::ensureManifest)) {
                wanted.add("image " + ImageNames.full(image) + " " + architecture.word());
            }
        }
        needs.manifests(cluster).forEach(source -> wanted.add("manifest " + source));
        return entry -> wanted.contains(entry.kind().word() + " " + entry.title());
    }
}
