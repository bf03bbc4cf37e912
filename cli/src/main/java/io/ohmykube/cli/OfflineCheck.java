package io.ohmykube.cli;

import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.ImageNames;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.cache.inventory.CacheEntry;
import io.ohmykube.cache.inventory.Inventory;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.workers.needs.ClusterNeeds;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds out, before anything is created, all that this computer lacks to make a cluster without any other. */
final class OfflineCheck {
    private static final int SHOWN = 40;

    private final Session session;
    private final Wiring wiring;

    OfflineCheck(Session session, Wiring wiring) {
        this.session = session;
        this.wiring = wiring;
    }

    /** As the cache calls it. */
    static String title(PackageRequest wanted) {
        return wanted.name() + " " + wanted.version() + " "
                + wanted.architecture().word();
    }

    /** Throws {@link ExitException} that lists everything that is missing. */
    void require(Cluster cluster) {
        String launcher = Objects.requireNonNull(cluster.spec().launcher(), "settled before");
        List<String> missing = new ArrayList<>();
        wiring.launchers().find(launcher).map(Launcher::lacksOffline).ifPresent(missing::addAll);
        if (!wiring.pretends(launcher)) {
            missing.addAll(missing(cluster, wiring.cache(launcher)));
        }
        if (missing.isEmpty()) {
            return;
        }
        String more = missing.size() > SHOWN ? "\n  and " + (missing.size() - SHOWN) + " more" : "";
        throw ExitException.failed("--offline was given, and this computer lacks:\n"
                + missing.stream().limit(SHOWN).map(what -> "  " + what).collect(Collectors.joining("\n"))
                + more
                + "\nbring it with 'ohmykube bundle load FILE'; 'ohmykube bundle create' makes such a file where there is"
                + " a network");
    }

    private List<String> missing(Cluster cluster, Cache cache) {
        ClusterNeeds needs = wiring.needs();
        List<String> missing = new ArrayList<>();
        for (PackageRequest wanted : needs.packages(cluster, Host.architecture())) {
            if (!canBeHad(() -> cache.check(List.of(wanted), List.of(), List.of()))) {
                missing.add("package " + title(wanted));
            }
        }
        Set<String> images = new TreeSet<>();
        needs.images(cluster, source -> text(source, cache, missing))
                .forEach(image -> images.add(ImageNames.full(image)));
        Set<String> here = Inventory.in(session.home()).entries().stream()
                .filter(entry -> entry.kind() == CacheEntry.Kind.IMAGE && entry.architecture() == Host.architecture())
                .map(CacheEntry::name)
                .collect(Collectors.toSet());
        images.stream().filter(image -> !here.contains(image)).forEach(image -> missing.add("image " + image));
        return missing;
    }

    private static String text(URI source, Cache cache, List<String> missing) {
        try {
            return cache.ensureManifest(source);
        } catch (CacheException notHere) {
            missing.add("manifest " + source + ", and the images that it names");
            return "";
        }
    }

    private static boolean canBeHad(Runnable check) {
        try {
            check.run();
            return true;
        } catch (CacheException missing) {
            return false;
        }
    }
}
