package io.ohmykube.cache;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.fetch.Attempts;
import io.ohmykube.cache.fetch.Fetcher;
import io.ohmykube.cache.fetch.HttpTransport;
import io.ohmykube.cache.fetch.Network;
import io.ohmykube.cache.image.ImageStore;
import io.ohmykube.cache.image.RegistryClient;
import io.ohmykube.cache.inventory.CacheIndex;
import io.ohmykube.cache.manifests.ManifestStore;
import io.ohmykube.cache.packages.PackageSources;
import io.ohmykube.cache.packages.PackageStore;
import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Integrity;
import io.ohmykube.cache.store.Yaml;
import io.ohmykube.config.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Makes the cache. Nothing is created on disk, and no network client, before something is asked for. */
public final class Caches {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Caches() {}

    /** The cache in {@code home}, with the packages of the built-in catalogue. */
    public static Cache in(Home home, CacheOptions options) {
        return in(home, options, Progress.NONE);
    }

    /** As {@link #in(Home, CacheOptions)}, telling how far downloads are. */
    public static Cache in(Home home, CacheOptions options, Progress progress) {
        return in(home, options, progress, request -> FileCatalogue.builtIn().source(request), TIMEOUT, PAUSE);
    }

    static Cache in(Home home, CacheOptions options, PackageSources sources, Duration timeout, Duration pause) {
        return in(home, options, Progress.NONE, sources, timeout, pause);
    }

    static Cache in(
            Home home,
            CacheOptions options,
            Progress progress,
            PackageSources sources,
            Duration timeout,
            Duration pause) {
        Attempts attempts = new Attempts(pause);
        Path directory = home.cache();
        ArtefactLocks locks = new ArtefactLocks(directory.resolve("locks"));
        Integrity integrity = new Integrity();
        Yaml yaml = new Yaml();
        CacheIndex index = new CacheIndex(directory, locks, yaml);
        JsonMapper json = new JsonMapper();
        Network network = new Network(timeout, options.offline(), options.proxies(), options.caFile());
        Fetcher fetcher = new Fetcher(
                options.mirror(),
                new HttpTransport(
                        network,
                        "Without internet access, name a copy of the files with --mirror DIRECTORY-OR-URL"
                                + " (or OHMYKUBE_MIRROR)"),
                attempts);
        RegistryClient registry = new RegistryClient(
                options.registryMirrors(),
                options.credentials(),
                new HttpTransport(
                        network,
                        "Without internet access, name a registry that has the images with --registry-mirror URL"
                                + " (or OHMYKUBE_REGISTRY_MIRROR)"),
                json,
                attempts);
        return new LocalCache(
                new LatestStable(directory.resolve("stable.yaml"), fetcher, yaml, Clock.systemUTC()),
                new PackageStore(
                        directory.resolve("packages"),
                        sources,
                        fetcher,
                        locks,
                        integrity,
                        yaml,
                        progress,
                        index::writePackages),
                new ManifestStore(directory.resolve("manifests"), fetcher, locks, yaml),
                new ImageStore(
                        directory.resolve("images"),
                        registry,
                        locks,
                        integrity,
                        yaml,
                        json,
                        progress,
                        index::writeImages));
    }
}
