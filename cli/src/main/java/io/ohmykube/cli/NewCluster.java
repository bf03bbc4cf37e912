package io.ohmykube.cli;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterValidator;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.workers.needs.ClusterNeeds;
import java.util.List;

/** Settles everything about a cluster that can be settled before anything is created. */
final class NewCluster {
    private final Session session;
    private final Wiring wiring;
    private final ClusterValidator validator;

    NewCluster(Session session, Wiring wiring, ClusterValidator validator) {
        this.session = session;
        this.wiring = wiring;
        this.validator = validator;
    }

    static ClusterValidator validator(Wiring wiring, boolean allowLarge) {
        ClusterValidator validator = new ClusterValidator(new ClusterValidator.Choices(
                wiring.launchers().names(),
                wiring.addOns().names("cni"),
                wiring.addOns().names("csi"),
                wiring.addOns().names("load-balancer"),
                wiring.launchers().all().stream()
                        .filter(Launcher::makesDisks)
                        .map(Launcher::name)
                        .toList()));
        return allowLarge ? validator.allowLarge() : validator;
    }

    /**
     * Chooses launcher and version where they were left open, and finds out whether all that is needed can be had.
     *
     * @throws io.ohmykube.config.InvalidClusterException if the cluster makes no sense with them
     * @throws CacheException if something cannot be had
     */
    Cluster resolve(Cluster asked) {
        Launcher launcher = new LauncherChoice(session, wiring.launchers(), wiring.offline())
                .settle(asked.spec().launcher());
        Cache cache = wiring.cache(launcher.name());
        String version = new VersionChoice(session, wiring).settle(asked, launcher.name(), cache);
        Cluster cluster =
                asked.withSpec(asked.spec().withLauncher(launcher.name()).withVersion(version));
        validator.require(cluster);
        MemoryCheck.warning(session.store(), cluster, Host.memory())
                .ifPresent(warning -> session.terminal().err().println("warning: " + warning));
        check(cluster, cache);
        return cluster;
    }

    private void check(Cluster cluster, Cache cache) {
        ClusterNeeds needs = wiring.needs();
        List<PackageRequest> packages;
        try {
            packages = needs.packages(cluster, Architecture.of(System.getProperty("os.arch")));
        } catch (CacheException e) {
            throw ExitException.badInput(e.getMessage());
        }
        if (wiring.offline()) {
            new OfflineCheck(session, wiring).require(cluster);
            return;
        }
        cache.check(packages, needs.manifests(cluster), needs.ownImages(cluster));
    }
}
