package io.ohmykube.workers.node;

import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CachedPackage;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.script.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Brings packages to nodes, a few at a time, and unpacks them there. */
final class PackageInstallation {
    /** Enough to unpack one while the next is on its way. */
    private static final int AT_ONCE = 2;

    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Script INSTALLED = new Script("installed-packages");
    private static final Script INSTALL = new Script("install-package");

    private final Cache cache;
    /** By the archive's digest; finding it means decompressing the archive. */
    private final Map<String, String> unpackedDigests = new ConcurrentHashMap<>();

    PackageInstallation(Cache cache) {
        this.cache = cache;
    }

    String apply(Remote remote, Collection<PackageRequest> requests) {
        List<String> installed =
                remote.execute(INSTALLED.with()).stdout().lines().toList();
        boolean zstd = installed.contains("unpacker zstd");
        List<String> missing = new ArrayList<>();
        Abreast.run(AT_ONCE, requests, request -> {
            CachedPackage found = cache.ensurePackage(request);
            if (!installed.contains("package " + request.name() + " " + found.digest())) {
                install(remote, found, zstd);
                synchronized (missing) {
                    missing.add(request.name() + " " + request.version());
                }
            }
        });
        return missing.isEmpty()
                ? "nothing to change"
                : "installed " + missing.stream().sorted().collect(Collectors.joining(", "));
    }

    private void install(Remote remote, CachedPackage found, boolean zstd) {
        String digest = zstd
                ? found.digest()
                : unpackedDigests.computeIfAbsent(found.digest(), d -> Unpacked.digest(found.archive()));
        Content stream = zstd ? Content.of(found.archive()) : Unpacked.content(found.archive());
        remote.execute(INSTALL.reading(
                        stream,
                        found.request().name(),
                        digest.replace("sha256:", ""),
                        zstd ? "zstd" : "tar",
                        found.digest())
                .withTimeout(TIMEOUT));
    }
}
