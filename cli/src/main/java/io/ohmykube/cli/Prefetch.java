package io.ohmykube.cli;

import io.ohmykube.addons.Manifests;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CachedImage;
import io.ohmykube.cache.CachedPackage;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.config.Cluster;
import io.ohmykube.workers.needs.ClusterNeeds;
import io.ohmykube.workers.node.Abreast;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Brings things into the cache, several at once, and remembers which. */
final class Prefetch {
    private static final int AT_ONCE = 4;

    /** What is in the cache now, by name and architecture. */
    final ConcurrentSkipListMap<String, CachedPackage> packages = new ConcurrentSkipListMap<>();

    final ConcurrentSkipListMap<String, CachedImage> images = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListSet<String> manifests = new ConcurrentSkipListSet<>();

    private final Cache cache;
    private final Manifests readable;
    private final List<Architecture> architectures;

    Prefetch(Cache cache, Manifests readable, List<Architecture> architectures) {
        this.cache = cache;
        this.readable = readable;
        this.architectures = List.copyOf(architectures);
    }

    /** All that the cluster needs. */
    void cluster(Cluster cluster, ClusterNeeds needs) {
        Set<PackageRequest> wanted = new LinkedHashSet<>();
        architectures.forEach(architecture -> wanted.addAll(needs.packages(cluster, architecture)));
        packages(wanted);
        Abreast.run(AT_ONCE, needs.manifests(cluster), this::manifest);
        images(needs.images(cluster, this::manifest));
    }

    void packages(Collection<PackageRequest> wanted) {
        Abreast.run(AT_ONCE, wanted, request -> {
            CachedPackage kept = cache.ensurePackage(request);
            packages.put(
                    request.name() + " " + request.version() + " "
                            + request.architecture().word(),
                    kept);
        });
    }

    /** For all architectures. */
    void images(Collection<String> references) {
        for (Architecture architecture : architectures) {
            Abreast.run(
                    AT_ONCE, references, reference -> keep(cache.ensureImage(reference, architecture), architecture));
        }
    }

    /** The images that these manifests name. */
    void imagesOf(String text) {
        images(readable.images(text));
    }

    /** Its text. */
    String manifest(URI source) {
        String text = cache.ensureManifest(source);
        manifests.add(source.toString());
        return text;
    }

    void keep(CachedImage image, Architecture architecture) {
        images.put(image.reference() + " " + architecture.word(), image);
    }
}
