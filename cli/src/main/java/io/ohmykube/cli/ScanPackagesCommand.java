package io.ohmykube.cli;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheOptions;
import io.ohmykube.cache.CachedPackage;
import io.ohmykube.cache.Caches;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.cache.inventory.CacheEntry;
import io.ohmykube.cache.inventory.Inventory;
import io.ohmykube.cache.scan.Scan;
import io.ohmykube.cache.scan.Severity;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "packages",
        description = "Have all packages in the cache looked through for known vulnerabilities, by Trivy or Grype.",
        footerHeading = "%nExample:%n",
        footer = "  ohmykube scan packages --fail-on CRITICAL")
final class ScanPackagesCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final ScanOptions wanted = new ScanOptions();

    @Option(names = "--offline", description = "the scanner does with the database that it has")
    private boolean offline;

    ScanPackagesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        @Nullable Severity threshold = wanted.threshold();
        Scan scan = wanted.scan(session, offline);
        Cache cache = Caches.in(session.home(), CacheOptions.none().withOffline(true));
        List<CachedPackage> packages = Inventory.in(session.home()).entries().stream()
                .filter(entry -> entry.kind() == CacheEntry.Kind.PACKAGE)
                .map(entry -> cache.ensurePackage(request(entry)))
                .toList();
        if (packages.isEmpty()) {
            throw ExitException.failed("there are no packages in the cache; bring some with: ohmykube cache prefetch");
        }
        String target = Headings.count(packages.size(), "package") + " in the cache";
        return new ScanReport(target, scan.scanner(), scan.packages(packages)).print(session, threshold);
    }

    private static PackageRequest request(CacheEntry entry) {
        Architecture architecture = Objects.requireNonNull(entry.architecture(), "a package has one");
        return new PackageRequest(entry.name(), Objects.requireNonNull(entry.version()), architecture);
    }
}
