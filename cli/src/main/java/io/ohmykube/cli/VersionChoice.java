package io.ohmykube.cli;

import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.inventory.CacheEntry;
import io.ohmykube.cache.inventory.Inventory;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the Kubernetes version where the user left it open. */
final class VersionChoice {
    private static final String KUBELET = "kubelet";

    private final Session session;
    private final Wiring wiring;

    VersionChoice(Session session, Wiring wiring) {
        this.session = session;
        this.wiring = wiring;
    }

    /**
     * What was asked for, else the latest; offline the newest whose packages are all in the cache.
     *
     * @throws ExitException if there is none offline
     */
    String settle(Cluster asked, String launcher, Cache cache) {
        String version = asked.spec().version();
        if (version != null) {
            return version;
        }
        if (wiring.offline() && !wiring.pretends(launcher)) {
            return newestHere(asked)
                    .orElseThrow(() -> ExitException.failed("no Kubernetes version has all its packages"
                            + " in the cache, and --offline was given; bring them with 'ohmykube bundle load FILE'"));
        }
        try {
            return cache.latestStable();
        } catch (CacheException e) {
            String known = wiring.catalogue().newestKnown();
            session.terminal()
                    .err()
                    .println("warning: the latest Kubernetes version cannot be asked for, taking " + known + ": "
                            + e.getMessage());
            return known;
        }
    }

    private Optional<String> newestHere(Cluster asked) {
        List<CacheEntry> packages = Inventory.in(session.home()).entries().stream()
                .filter(entry -> entry.kind() == CacheEntry.Kind.PACKAGE)
                .toList();
        Set<String> here = packages.stream().map(CacheEntry::title).collect(Collectors.toSet());
        return packages.stream()
                .filter(entry -> entry.name().equals(KUBELET))
                .map(CacheEntry::version)
                .distinct()
                .sorted(Comparator.comparing(VersionChoice::numbers, VersionChoice::compare)
                        .reversed())
                .map(version -> "v" + version)
                .filter(version -> isWhole(asked, version, here))
                .findFirst();
    }

    private boolean isWhole(Cluster asked, String version, Set<String> here) {
        try {
            return wiring
                    .needs()
                    .packages(asked.withSpec(asked.spec().withVersion(version)), Host.architecture())
                    .stream()
                    .allMatch(wanted -> here.contains(OfflineCheck.title(wanted)));
        } catch (CacheException tooOld) {
            return false;
        }
    }

    private static List<Integer> numbers(String version) {
        String release = version.replaceFirst("[-+].*$", "");
        return List.of(release.split("\\.")).stream().map(Integer::valueOf).toList();
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
