package io.ohmykube.workers.needs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.addons.AddOnFiles;
import io.ohmykube.addons.YamlManifests;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterSpec;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.LoadBalancer;
import io.ohmykube.config.Metadata;
import io.ohmykube.config.Networking;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.Nodes;
import io.ohmykube.config.Resources;
import io.ohmykube.config.Role;
import io.ohmykube.config.Storage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterNeedsTest {
    private final ClusterNeeds needs = new ClusterNeeds(Catalogue.builtIn(), AddOnFiles.builtIn(), new YamlManifests());

    @Test
    void packagesAreThoseOfTheCatalogueButForWhatTheClusterOverrides() {
        assertThat(needs.packages(cluster("none", Map.of("runc", "1.2.3")), Architecture.ARM64))
                .contains(
                        new PackageRequest("runc", "1.2.3", Architecture.ARM64),
                        new PackageRequest("kubelet", "1.33.0", Architecture.ARM64));
    }

    @Test
    void aWorkerNeedsFewerImagesOfKubernetesThanTheControlPlane() {
        Cluster cluster = cluster("none", Map.of());
        assertThat(needs.images(cluster, Role.CONTROL_PLANE, ClusterNeedsTest::manifest))
                .contains("registry.k8s.io/kube-apiserver:v1.33.0", "registry.k8s.io/pause:3.10");
        assertThat(needs.images(cluster, Role.WORKER, ClusterNeedsTest::manifest))
                .contains("registry.k8s.io/kube-proxy:v1.33.0", "registry.k8s.io/pause:3.10")
                .doesNotContain("registry.k8s.io/kube-apiserver:v1.33.0");
    }

    @Test
    void theImagesOfAddOnsAreThoseThatTheirManifestsName() {
        Cluster cluster = cluster("flannel", Map.of());
        assertThat(needs.manifests(cluster)).singleElement().asString().contains("flannel");
        assertThat(needs.images(cluster, ClusterNeedsTest::manifest))
                .containsAll(needs.ownImages(cluster))
                .contains("example.org/kube-flannel.yml:v1");
        assertThat(needs.ownImages(cluster)).doesNotContain("example.org/kube-flannel.yml:v1");
    }

    private static String manifest(URI source) {
        String path = source.getPath();
        return "spec: {containers: [{image: 'example.org/" + path.substring(path.lastIndexOf('/') + 1) + ":v1'}]}";
    }

    private static Cluster cluster(String cni, Map<String, String> packages) {
        NodeSpec node = new NodeSpec("dev-master", 1, new Resources(1, 2, 10), Map.of(), List.of(), Map.of());
        return new Cluster(
                new Metadata("dev", "default"),
                new ClusterSpec(
                        "v1.33.0",
                        "container",
                        null,
                        new Nodes(node, List.of()),
                        new Networking(cni, "10.50.0.0/16", "10.60.0.0/16"),
                        new Storage("none", List.of()),
                        new LoadBalancer("none", null),
                        false,
                        packages,
                        null),
                ClusterStatus.pending());
    }
}
