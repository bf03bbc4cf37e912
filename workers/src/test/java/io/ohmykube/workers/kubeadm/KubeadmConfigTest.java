package io.ohmykube.workers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.cache.Catalogue;
import io.ohmykube.launcher.MachineTraits;
import io.ohmykube.workers.script.Resources;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole documents, one file per version of kubeadm's API: what changed is seen in the difference of the files. */
class KubeadmConfigTest {
    private static final String TOKEN = "abcdef.0123456789abcdef";
    private static final JoinTicket TICKET = new JoinTicket("10.9.8.2:6443", TOKEN, "sha256:00ff");

    @Test
    void v1beta2OnAMachineThatSharesTheHostsKernel() {
        KubeadmConfig config = new KubeadmConfig(
                Catalogue.builtIn(),
                Fixtures.cluster("v1.20.2", false, null),
                Fixtures.MASTER,
                Fixtures.machine("dev-control-plane-1", Fixtures.CONTAINER));
        assertThat(config.init(TOKEN, "10.9.8.2"))
                .isEqualTo(Resources.text("/kubeadm/init-v1.20.2-shared-kernel.yaml"));
    }

    @Test
    void v1beta3OnAVirtualMachineWithSwap() {
        KubeadmConfig config = new KubeadmConfig(
                Catalogue.builtIn(),
                Fixtures.cluster("v1.28.4", true, null),
                Fixtures.MASTER,
                Fixtures.machine("dev-control-plane-1", MachineTraits.VIRTUAL_MACHINE));
        assertThat(config.init(TOKEN, "10.9.8.2")).isEqualTo(Resources.text("/kubeadm/init-v1.28.4-swap.yaml"));
    }

    @Test
    void v1beta4ListsExtraArguments() {
        KubeadmConfig config = new KubeadmConfig(
                Catalogue.builtIn(),
                Fixtures.cluster("v1.33.0", false, null),
                Fixtures.MASTER,
                Fixtures.machine("dev-control-plane-1", MachineTraits.VIRTUAL_MACHINE));
        assertThat(config.init(TOKEN, "10.9.8.2")).isEqualTo(Resources.text("/kubeadm/init-v1.33.0.yaml"));
    }

    @Test
    void kubeProxyGetsItsModeAndForIpvsWhatMetallbNeeds() {
        assertThat(withProxy("nftables")).endsWith("kind: \"KubeProxyConfiguration\"\nmode: \"nftables\"\n");
        assertThat(withProxy("ipvs"))
                .endsWith("kind: \"KubeProxyConfiguration\"\nmode: \"ipvs\"\nipvs:\n  strictARP: true\n");
    }

    private static String withProxy(String mode) {
        return new KubeadmConfig(
                        Catalogue.builtIn(),
                        Fixtures.cluster("v1.33.0", false, null, mode),
                        Fixtures.MASTER,
                        Fixtures.machine("dev-control-plane-1", MachineTraits.VIRTUAL_MACHINE))
                .init(TOKEN, "10.9.8.2");
    }

    @Test
    void aFurtherControlPlaneServesTheApiAtItsOwnAddress() {
        KubeadmConfig config = new KubeadmConfig(
                Catalogue.builtIn(),
                Fixtures.cluster("v1.33.0", false, null),
                Fixtures.MASTER,
                Fixtures.machine("dev-control-plane-1", MachineTraits.VIRTUAL_MACHINE));
        assertThat(config.join(TICKET))
                .contains("controlPlane:\n  localAPIEndpoint:\n    advertiseAddress: \"10.9.8.2\"\n");
    }

    @Test
    void theAddressThatControlPlanesShareIsInTheirCertificates() {
        KubeadmConfig config = new KubeadmConfig(
                Catalogue.builtIn(),
                Fixtures.cluster("v1.33.0", false, null),
                Fixtures.MASTER,
                Fixtures.machine("dev-control-plane-1", MachineTraits.VIRTUAL_MACHINE));
        assertThat(config.init(TOKEN, "10.9.8.77"))
                .contains("  - \"10.9.8.2\"\n  - \"10.9.8.77\"\n  - \"api.dev.ohmykube.internal\"\n");
    }

    @Test
    void theEndpointThatAUserOperatesIsInTheCertificatesAndNodesKeepTheirOwnNameForTheApi() {
        KubeadmConfig config = new KubeadmConfig(
                Catalogue.builtIn(),
                Fixtures.behind("k8s.example.org:8443"),
                Fixtures.MASTER,
                Fixtures.machine("dev-control-plane-1", MachineTraits.VIRTUAL_MACHINE));
        assertThat(config.init(TOKEN, "10.9.8.2"))
                .contains("  - \"10.9.8.2\"\n  - \"k8s.example.org\"\n  - \"api.dev.ohmykube.internal\"\n")
                .contains("controlPlaneEndpoint: \"api.dev.ohmykube.internal:6443\"");
    }

    @Test
    void joinsInEachVersion() {
        for (String version : new String[] {"v1.20.2", "v1.28.4", "v1.33.0"}) {
            KubeadmConfig config = new KubeadmConfig(
                    Catalogue.builtIn(),
                    Fixtures.cluster(version, false, null),
                    Fixtures.node("dev-worker-1", 1, 2, Map.of("maxPods", 55)),
                    Fixtures.machine("dev-worker-1", MachineTraits.VIRTUAL_MACHINE));
            assertThat(config.join(TICKET)).isEqualTo(Resources.text("/kubeadm/join-" + version + ".yaml"));
        }
    }
}
