package io.ohmykube.cache.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.cache.packages.PackageSource;
import io.ohmykube.cache.packages.Placement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileCatalogueTest {
    private final FileCatalogue catalogue = FileCatalogue.builtIn();

    @Test
    void everyNodeNeedsSevenPackagesAndThoseOfKubernetesFollowTheCluster() {
        assertThat(catalogue.packages("v1.20.2", Map.of(), Architecture.AMD64))
                .extracting(request -> request.name() + " " + request.version())
                .containsExactlyInAnyOrder(
                        "containerd 1.6.20",
                        "runc 1.1.5",
                        "cni-plugins 1.1.1",
                        "crictl 1.20.0",
                        "kubelet 1.20.2",
                        "kubeadm 1.20.2",
                        "kubectl 1.20.2");
    }

    @ParameterizedTest
    @CsvSource({"v1.21.3, 1.6.20", "v1.29.0, 1.7.22", "v1.34.9, 2.1.5", "v1.99.0, 2.2.1"})
    void aVersionBetweenTwoEntriesHasTheLowerOne(String kubernetes, String containerd) {
        assertThat(catalogue.packages(kubernetes, Map.of(), Architecture.ARM64))
                .contains(new PackageRequest("containerd", containerd, Architecture.ARM64));
    }

    @Test
    void whatIsOptionalIsThereOnlyWhereItIsNamed() {
        assertThat(catalogue.packages("v1.33.0", Map.of("helm", "3.17.0"), Architecture.ARM64))
                .contains(new PackageRequest("helm", "3.17.0", Architecture.ARM64))
                .hasSize(8);
        assertThat(catalogue.packageNames())
                .containsExactly(
                        "cni-plugins",
                        "containerd",
                        "crictl",
                        "helm",
                        "kubeadm",
                        "kubectl",
                        "kubelet",
                        "nerdctl",
                        "runc");
    }

    @ParameterizedTest
    @CsvSource({"helm, v1.33.2, 3.18.6", "nerdctl, v1.20.2, 1.7.7", "runc, v1.29.0, 1.1.14", "kubelet, v1.29.1, 1.29.1"
    })
    void everyPackageHasAVersionThatBelongsToAKubernetesVersion(String name, String kubernetes, String version) {
        assertThat(catalogue.packageFor(name, kubernetes, Architecture.AMD64))
                .isEqualTo(new PackageRequest(name, version, Architecture.AMD64));
    }

    @Test
    void aPackageThatDoesNotExistHasNoVersion() {
        assertThatThrownBy(() -> catalogue.packageFor("helmm", "v1.33.0", Architecture.AMD64))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("'helmm'")
                .hasMessageContaining("nerdctl");
    }

    @Test
    void optionalPackagesComeFromTheirOfficialAddresses() {
        PackageSource helm = catalogue.source(new PackageRequest("helm", "3.18.6", Architecture.ARM64));
        PackageSource nerdctl = catalogue.source(new PackageRequest("nerdctl", "2.0.5", Architecture.AMD64));

        assertThat(helm.archive()).hasToString("https://get.helm.sh/helm-v3.18.6-linux-arm64.tar.gz");
        assertThat(helm.checksum()).hasToString("https://get.helm.sh/helm-v3.18.6-linux-arm64.tar.gz.sha256sum");
        assertThat(helm.placement()).isEqualTo(new Placement("usr/local/bin", "helm", "linux-arm64/helm"));
        assertThat(nerdctl.archive())
                .hasToString("https://github.com/containerd/nerdctl/releases/download/v2.0.5/"
                        + "nerdctl-2.0.5-linux-amd64.tar.gz");
        assertThat(nerdctl.checksum())
                .hasToString("https://github.com/containerd/nerdctl/releases/download/v2.0.5/SHA256SUMS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.7.0", "v1.7.0"})
    void theUserOverridesAVersion(String version) {
        assertThat(catalogue.packages("v1.20.2", Map.of("containerd", version), Architecture.AMD64))
                .contains(new PackageRequest("containerd", "1.7.0", Architecture.AMD64));
    }

    @ParameterizedTest
    @CsvSource({"containerdd, 1.0.0, containerdd", "runc, latest, latest", "runc, 1.0/../../x, 1.0/../../x"})
    void anOverrideThatMakesNoSenseIsRefused(String name, String version, String named) {
        assertThatThrownBy(() -> catalogue.packages("v1.20.2", Map.of(name, version), Architecture.AMD64))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("'" + named + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "v1.20.2, 3.2, 3.4.13-0, coredns:1.7.0",
        "v1.21.0, 3.4.1, 3.4.13-0, coredns/coredns:v1.8.0",
        "v1.24.17, 3.7, 3.5.6-0, coredns/coredns:v1.8.6",
        "v1.28.5, 3.9, 3.5.9-0, coredns/coredns:v1.10.1",
        "v1.30.4, 3.9, 3.5.12-0, coredns/coredns:v1.11.1",
        "v1.30.6, 3.9, 3.5.15-0, coredns/coredns:v1.11.3",
        "v1.31.0, 3.10, 3.5.15-0, coredns/coredns:v1.11.1",
        "v1.32.13, 3.10, 3.5.24-0, coredns/coredns:v1.11.3",
        "v1.33.7, 3.10, 3.5.24-0, coredns/coredns:v1.12.0",
        "v1.34.3, 3.10.1, 3.6.5-0, coredns/coredns:v1.12.1",
        "v1.35.0, 3.10.1, 3.6.6-0, coredns/coredns:v1.13.1",
    })
    void imagesAreThoseThatKubeadmOfThisVersionAsksFor(String kubernetes, String pause, String etcd, String dns) {
        assertThat(catalogue.controlPlaneImages(kubernetes))
                .containsExactlyInAnyOrder(
                        "registry.k8s.io/kube-apiserver:" + kubernetes,
                        "registry.k8s.io/kube-controller-manager:" + kubernetes,
                        "registry.k8s.io/kube-scheduler:" + kubernetes,
                        "registry.k8s.io/kube-proxy:" + kubernetes,
                        "registry.k8s.io/pause:" + pause,
                        "registry.k8s.io/etcd:" + etcd,
                        "registry.k8s.io/" + dns);
        assertThat(catalogue.pauseImage(kubernetes)).isEqualTo("registry.k8s.io/pause:" + pause);
        assertThat(catalogue.controlPlaneImages(kubernetes)).containsAll(catalogue.workerImages(kubernetes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.19.16", "v0.1.0"})
    void olderThanTheOldestIsRefused(String kubernetes) {
        assertThatThrownBy(() -> catalogue.packages(kubernetes, Map.of(), Architecture.AMD64))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(kubernetes)
                .hasMessageContaining("v1.20.0");
    }

    @Test
    void versionsCompareByNumber() {
        assertThat(Version.of("v1.9.0")).isLessThan(Version.of("v1.10.0"));
        assertThat(Version.of("v1.22.17")).isGreaterThan(Version.of("v1.22.9"));
    }

    @Test
    void theNewestKnownVersionIsOneTheCatalogueHasItsOwnEntryFor() {
        assertThat(catalogue.controlPlaneImages(catalogue.newestKnown()))
                .doesNotContainAnyElementsOf(
                        List.of("registry.k8s.io/etcd:3.6.5-0", "registry.k8s.io/coredns/coredns:v1.12.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "containerd, 1.6.20, containerd/containerd/releases/download/v1.6.20/containerd-1.6.20-linux-amd64.tar.gz, "
                + ".sha256sum",
        "cni-plugins, 1.1.1, "
                + "containernetworking/plugins/releases/download/v1.1.1/cni-plugins-linux-amd64-v1.1.1.tgz, .sha256",
        "crictl, 1.20.0, "
                + "kubernetes-sigs/cri-tools/releases/download/v1.20.0/crictl-v1.20.0-linux-amd64.tar.gz, .sha256",
    })
    void packagesComeFromTheirOfficialAddresses(String name, String version, String path, String suffix) {
        PackageSource source = catalogue.source(new PackageRequest(name, version, Architecture.AMD64));

        assertThat(source.archive()).hasToString("https://github.com/" + path);
        assertThat(source.checksum()).hasToString("https://github.com/" + path + suffix);
    }
}
