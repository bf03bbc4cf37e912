package io.ohmykube.workers.node;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.needs.ClusterNeeds;
import java.util.Collection;

/**
 * Makes a machine fit for kubeadm. Each step looks at what is there, changes what differs, and returns what it did in
 * one line for people; repeating it changes nothing.
 */
public final class NodeSetup {
    private final ClusterNeeds needs;
    private final PackageInstallation packages;
    private final RuntimeConfiguration runtime;
    private final ImageImport images;

    public NodeSetup(Cache cache, Catalogue catalogue, ClusterNeeds needs) {
        this.needs = needs;
        packages = new PackageInstallation(cache);
        runtime = new RuntimeConfiguration(catalogue);
        images = new ImageImport(cache);
    }

    /** Swap, kernel modules, sysctls, host name and name resolution. */
    public String prepareSystem(Remote remote, Machine machine, Cluster cluster) {
        return SystemPreparation.apply(remote, machine, cluster);
    }

    /** Container runtime, CNI plugins and Kubernetes' programs, from the cache. */
    public String installPackages(Remote remote, Machine machine, Cluster cluster) {
        return packages.apply(remote, needs.packages(cluster, architecture(remote)));
    }

    /** containerd and the kubelet as services, and their ways to what lies outside. */
    public String configureRuntime(Remote remote, Machine machine, Cluster cluster) {
        return runtime.apply(remote, machine, cluster, needs.packages(cluster, architecture(remote)));
    }

    /** The images that this node will run, from the cache; those it has are not sent again. */
    public String importImages(Remote remote, Collection<String> references) {
        return images.apply(remote, references, architecture(remote));
    }

    private static Architecture architecture(Remote remote) {
        return Architecture.of(remote.execute(Command.of("uname", "-m")).stdout());
    }
}
