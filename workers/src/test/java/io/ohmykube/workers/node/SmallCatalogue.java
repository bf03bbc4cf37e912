package io.ohmykube.workers.node;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.cache.PackageRequest;
import java.util.List;
import java.util.Map;

/** Two packages and three images. */
final class SmallCatalogue implements Catalogue {
    @Override
    public List<PackageRequest> packages(
            String kubernetesVersion, Map<String, String> overrides, Architecture architecture) {
        return List.of(
                new PackageRequest("containerd", "1.6.20", architecture),
                new PackageRequest("kubelet", kubernetesVersion, architecture));
    }

    @Override
    public List<String> packageNames() {
        return List.of("containerd", "kubelet");
    }

    @Override
    public PackageRequest packageFor(String name, String kubernetesVersion, Architecture architecture) {
        return packages(kubernetesVersion, Map.of(), architecture).stream()
                .filter(request -> request.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<String> controlPlaneImages(String kubernetesVersion) {
        return List.of(pauseImage(kubernetesVersion), "registry.k8s.io/kube-apiserver:" + kubernetesVersion);
    }

    @Override
    public List<String> workerImages(String kubernetesVersion) {
        return List.of(pauseImage(kubernetesVersion), "registry.k8s.io/kube-proxy:" + kubernetesVersion);
    }

    @Override
    public String pauseImage(String kubernetesVersion) {
        return "registry.k8s.io/pause:3.2";
    }

    @Override
    public String etcdImage(String kubernetesVersion) {
        return "registry.k8s.io/etcd:3.4.13-0";
    }

    @Override
    public String dnsImage(String kubernetesVersion) {
        return "registry.k8s.io/coredns:1.7.0";
    }

    @Override
    public String newestKnown() {
        return "v1.20.2";
    }
}
