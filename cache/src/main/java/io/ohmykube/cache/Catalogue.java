package io.ohmykube.cache;

import io.ohmykube.cache.catalogue.FileCatalogue;
import java.util.List;
import java.util.Map;

/** Which versions of packages and images belong to which Kubernetes version, from one catalogue file. */
public interface Catalogue {
    /** The catalogue that comes with the product. */
    static Catalogue builtIn() {
        return FileCatalogue.builtIn();
    }

    /** The names of all packages, also of those that only some clusters want, in alphabetical order. */
    List<String> packageNames();

    /**
     * A package of the version that belongs to this version of Kubernetes.
     *
     * @param kubernetesVersion with its {@code v}
     * @throws CacheException if the Kubernetes version is older than the oldest entry or there is no package of that name
     */
    PackageRequest packageFor(String name, String kubernetesVersion, Architecture architecture);

    /**
     * The packages every node needs, with the overrides of {@code spec.packages} applied, and those that only the
     * overrides name.
     *
     * @param kubernetesVersion with its {@code v}
     * @param overrides package name to version
     * @throws CacheException if the Kubernetes version is older than the oldest entry or an override names no package
     */
    List<PackageRequest> packages(String kubernetesVersion, Map<String, String> overrides, Architecture architecture);

    /** The images kubeadm needs: pause, etcd, coredns, kube-proxy and the control plane. */
    List<String> controlPlaneImages(String kubernetesVersion);

    /** The images every worker needs before its add-ons: pause, kube-proxy and coredns. */
    List<String> workerImages(String kubernetesVersion);

    /** The pause image that containerd and kubeadm must agree on. */
    String pauseImage(String kubernetesVersion);

    /** The etcd image that kubeadm of this version is to run. */
    String etcdImage(String kubernetesVersion);

    /** The CoreDNS image that kubeadm of this version is to install. */
    String dnsImage(String kubernetesVersion);

    /** The newest Kubernetes version the catalogue knows whole, for when the latest cannot be asked for. */
    String newestKnown();
}
