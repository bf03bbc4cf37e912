package io.ohmykube.workers.needs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.addons.AddOnFiles;
import io.ohmykube.addons.YamlManifests;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterYaml;
import io.ohmykube.config.Role;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ClusterNeedsTest {
    private final ClusterNeeds needs = new ClusterNeeds(Catalogue.builtIn(), AddOnFiles.builtIn(), new YamlManifests());

    @Test
    void packagesAreThoseOfTheCatalogueButForWhatTheClusterOverrides() {
        assertThat(needs.packages(cluster("none", "packages: {runc: 1.2.3}"), Architecture.ARM64))
                .contains(
                        new PackageRequest("runc", "1.2.3", Architecture.ARM64),
                        new PackageRequest("kubelet", "1.33.0", Architecture.ARM64));
    }

    @Test
    void aWorkerNeedsFewerImagesOfKubernetesThanTheControlPlane() {
        Cluster cluster = cluster("none", "");
        assertThat(needs.images(cluster, Role.CONTROL_PLANE, ClusterNeedsTest::manifest))
                .contains("registry.k8s.io/kube-apiserver:v1.33.0", "registry.k8s.io/pause:3.10");
        assertThat(needs.images(cluster, Role.WORKER, ClusterNeedsTest::manifest))
                .contains("registry.k8s.io/kube-proxy:v1.33.0", "registry.k8s.io/pause:3.10")
                .doesNotContain("registry.k8s.io/kube-apiserver:v1.33.0");
    }

    @Test
    void everyNodeNeedsTheImagesThatTheClusterNames() {
        Cluster cluster = cluster("none", "images: ['ghcr.io/team/app:1']");
        for (Role role : Role.values()) {
            assertThat(needs.images(cluster, role, ClusterNeedsTest::manifest)).contains("ghcr.io/team/app:1");
        }
        assertThat(needs.ownImages(cluster)).contains("ghcr.io/team/app:1");
    }

    @Test
    void theImagesOfAddOnsAreThoseThatTheirManifestsName() {
        Cluster cluster = cluster("flannel", "");
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

    private static Cluster cluster(String cni, String more) {
        return ClusterYaml.read(
                """
                apiVersion: ohmykube.io/v1alpha1
                kind: Cluster
                metadata: {name: dev}
                spec:
                  version: v1.33.0
                  networking: {cni: %s}
                  storage: {csi: none}
                  loadBalancer: {type: none}
                  %s
                """
                        .formatted(cni, more),
                "test");
    }
}
