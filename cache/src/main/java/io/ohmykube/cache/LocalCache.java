package io.ohmykube.cache;

import io.ohmykube.cache.image.ImageStore;
import io.ohmykube.cache.manifests.ManifestStore;
import io.ohmykube.cache.packages.PackageStore;
import io.ohmykube.cache.store.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The cache in a directory of this machine. */
final class LocalCache implements Cache {
    private static final int PROBES_AT_ONCE = 8;

    private final LatestStable latestStable;
    private final PackageStore packages;
    private final ManifestStore manifests;
    private final ImageStore images;

    LocalCache(LatestStable latestStable, PackageStore packages, ManifestStore manifests, ImageStore images) {
        this.latestStable = latestStable;
        this.packages = packages;
        this.manifests = manifests;
        this.images = images;
    }

    @Override
    public String latestStable() {
        return latestStable.get();
    }

    @Override
    public CachedPackage ensurePackage(PackageRequest request) {
        return packages.ensure(request);
    }

    @Override
    public String ensureManifest(URI source) {
        return manifests.ensure(source);
    }

    @Override
    public CachedImage ensureImage(String reference, Architecture architecture) {
        return images.ensure(reference, architecture);
    }

    @Override
    public List<CachedImage> importArchive(InputStream archive, ImportRequest request) {
        return images.importArchive(archive, request);
    }

    @Override
    public void writeArchive(Collection<CachedImage> wanted, OutputStream out) throws IOException {
        images.writeArchive(wanted, out);
    }

    @Override
    public void check(
            Collection<PackageRequest> wantedPackages,
            Collection<URI> wantedManifests,
            Collection<String> wantedImages) {
        List<Runnable> probes = new ArrayList<>();
        wantedPackages.forEach(request -> probes.add(() -> packages.probe(request)));
        wantedManifests.forEach(source -> probes.add(() -> manifests.probe(source)));
        wantedImages.forEach(reference -> probes.add(() -> images.probe(reference)));
        Parallel.map(probes, PROBES_AT_ONCE, probe -> {
            probe.run();
            return true;
        });
    }
}
