package io.ohmykube.config;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a user said of a cluster; null is what was not said. */
record AskedCluster(
        @Nullable String name,
        @Nullable String namespace,
        @Nullable Instant expires,
        @Nullable String version,
        @Nullable String launcher,
        @Nullable String template,
        AskedControlPlanes master,
        @Nullable List<AskedNode> workers,
        @Nullable String cni,
        @Nullable String podCIDR,
        @Nullable String serviceCIDR,
        @Nullable String proxyMode,
        @Nullable String controlPlaneEndpoint,
        @Nullable String csi,
        @Nullable List<String> storageClasses,
        @Nullable String loadBalancer,
        @Nullable String ipPool,
        AskedOutside outside,
        @Nullable Boolean enableSwap,
        @Nullable Map<String, String> packages,
        @Nullable List<String> images,
        @Nullable String kubeadmConfig) {

    /** The same with what was said of all workers; where none were said, it is said of {@code unsaid}. */
    AskedCluster withEvery(AskedNode every, @Nullable List<AskedNode> unsaid, List<Problem> problems) {
        List<AskedNode> groups = workers == null ? unsaid : workers;
        if (groups == null || every.equals(AskedNode.NOTHING)) {
            return withWorkers(groups);
        }
        if (every.count() != null && (groups.size() != 1 || groups.get(0).name() != null)) {
            problems.add(new Problem(
                    "spec.nodes.workers",
                    "a number of workers can be given only where the file lists one group without a name; it lists "
                            + groups.size()));
            return withWorkers(groups);
        }
        return withWorkers(groups.stream().map(group -> group.with(every)).toList());
    }

    private AskedCluster withWorkers(@Nullable List<AskedNode> changed) {
        return new AskedCluster(
                name,
                namespace,
                expires,
                version,
                launcher,
                template,
                master,
                changed,
                cni,
                podCIDR,
                serviceCIDR,
                proxyMode,
                controlPlaneEndpoint,
                csi,
                storageClasses,
                loadBalancer,
                ipPool,
                outside,
                enableSwap,
                packages,
                images,
                kubeadmConfig);
    }

    /** The cluster meant, where {@code base} says what was left unsaid. Workers said replace those of the base. */
    Cluster over(Cluster base) {
        ClusterSpec spec = base.spec();
        List<NodeSpec> groups = workers == null
                ? spec.nodes().workers()
                : workers.stream()
                        .map(worker -> worker.over(NodeSpec.group(1, ClusterDefaults.WORKER)))
                        .toList();
        return new Cluster(
                new Metadata(
                        name == null ? base.name() : name,
                        Objects.requireNonNullElse(namespace, base.metadata().namespace()),
                        expires == null ? base.metadata().expires() : expires),
                over(spec, new Nodes(master.over(spec.nodes().controlPlanes().get(0)), groups)),
                base.status());
    }

    private ClusterSpec over(ClusterSpec base, Nodes nodes) {
        Networking networking = base.networking();
        Storage storage = base.storage();
        return new ClusterSpec(
                version == null ? base.version() : version,
                launcher == null ? base.launcher() : launcher,
                template == null ? base.template() : template,
                nodes,
                new Networking(
                        Objects.requireNonNullElse(cni, networking.cni()),
                        Objects.requireNonNullElse(podCIDR, networking.podCIDR()),
                        Objects.requireNonNullElse(serviceCIDR, networking.serviceCIDR()),
                        Objects.requireNonNullElse(proxyMode, networking.proxyMode()),
                        controlPlaneEndpoint == null ? networking.controlPlaneEndpoint() : controlPlaneEndpoint),
                new Storage(
                        Objects.requireNonNullElse(csi, storage.csi()),
                        Objects.requireNonNullElse(storageClasses, storage.storageClasses())),
                new LoadBalancer(
                        Objects.requireNonNullElse(
                                loadBalancer, base.loadBalancer().type()),
                        ipPool == null ? base.loadBalancer().ipPool() : ipPool),
                outside.over(base.outside()),
                Objects.requireNonNullElse(enableSwap, base.enableSwap()),
                merged(base.packages()),
                Objects.requireNonNullElse(images, base.images()),
                kubeadmConfig == null ? base.kubeadmConfig() : kubeadmConfig);
    }

    private Map<String, String> merged(Map<String, String> base) {
        Map<String, String> all = new LinkedHashMap<>(base);
        if (packages != null) {
            all.putAll(packages);
        }
        return all;
    }
}
