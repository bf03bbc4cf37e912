package io.ohmykube.workers.node;

import io.ohmykube.cache.Cache;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.Role;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import java.util.Collection;

/**
 * Makes a machine fit for kubeadm. Each step looks at what is there, changes what differs, and returns what it did in
 * one line for people; repeating it changes nothing.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class NodeSetup {
    private final Cache cache;
    private final Catalogue catalogue;

    public NodeSetup(Cache cache, Catalogue catalogue) {
        this.cache = cache;
        this.catalogue = catalogue;
    }

    /** Swap, kernel modules, sysctls, host name and name resolution. */
    public String prepareSystem(Remote remote, Machine machine, Cluster cluster) {
        throw new UnsupportedOperationException(remote.node() + machine + cluster);
    }

    /** Container runtime, CNI plugins and Kubernetes' programs, from the cache. */
    public String installPackages(Remote remote, Machine machine, Cluster cluster) {
        throw new UnsupportedOperationException(remote.node() + machine + cluster + cache + catalogue);
    }

    /** containerd and the kubelet as services. */
    public String configureRuntime(Remote remote, Machine machine, Cluster cluster) {
        throw new UnsupportedOperationException(remote.node() + machine + cluster);
    }

    /** The images that this node will run, from the cache; those it has are not sent again. */
    public String importImages(
            Remote remote, Machine machine, Cluster cluster, Role role, Collection<String> addOnImages) {
        throw new UnsupportedOperationException(remote.node() + machine + cluster + role + addOnImages);
    }
}
