package io.ohmykube.workers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.launcher.MachineTraits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeadmOverridesTest {
    private static Map<String, ObjectNode> init(String version, String theirs) {
        return Sections.read(new KubeadmConfig(
                        Catalogue.builtIn(),
                        Fixtures.cluster(version, false, theirs),
                        Fixtures.MASTER,
                        Fixtures.machine("dev-control-plane-1", MachineTraits.VIRTUAL_MACHINE))
                .init("abcdef.0123456789abcdef", "10.9.8.2"));
    }

    @Test
    void whatTheUserDoesNotNameSurvives() {
        Map<String, ObjectNode> merged = init(
                "v1.28.4",
                """
                apiVersion: kubeadm.k8s.io/v1beta3
                kind: InitConfiguration
                skipPhases: [addon/kube-proxy]
                ---
                apiVersion: kubeadm.k8s.io/v1beta3
                kind: ClusterConfiguration
                networking: {dnsDomain: example.org}
                """);
        assertThat(text(merged, "InitConfiguration", "/localAPIEndpoint/advertiseAddress"))
                .isEqualTo("10.9.8.2");
        assertThat(text(merged, "InitConfiguration", "/skipPhases/0")).isEqualTo("addon/kube-proxy");
        assertThat(text(merged, "ClusterConfiguration", "/kubernetesVersion")).isEqualTo("v1.28.4");
        assertThat(text(merged, "ClusterConfiguration", "/networking/podSubnet"))
                .isEqualTo("10.50.0.0/16");
        assertThat(text(merged, "ClusterConfiguration", "/networking/dnsDomain"))
                .isEqualTo("example.org");
        assertThat(merged)
                .containsOnlyKeys(
                        "InitConfiguration", "ClusterConfiguration", "KubeletConfiguration", "KubeProxyConfiguration");
    }

    @Test
    void eachKindIsMergedOverOurs() {
        Map<String, ObjectNode> merged = init(
                "v1.33.0",
                """
                kind: KubeletConfiguration
                maxPods: 200
                nodeStatusUpdateFrequency: 10s
                ---
                kind: KubeProxyConfiguration
                mode: ipvs
                """);
        assertThat(merged.get("KubeletConfiguration").path("maxPods").asInt()).isEqualTo(200);
        assertThat(text(merged, "KubeletConfiguration", "/nodeStatusUpdateFrequency"))
                .isEqualTo("10s");
        assertThat(text(merged, "KubeletConfiguration", "/cgroupDriver")).isEqualTo("systemd");
        assertThat(text(merged, "KubeProxyConfiguration", "/mode")).isEqualTo("ipvs");
    }

    @Test
    void listsAreReplacedAsAWhole() {
        Map<String, ObjectNode> merged =
                init("v1.33.0", "{kind: ClusterConfiguration, apiServer: {certSANs: [api.example.org]}}");
        assertThat(merged.get("ClusterConfiguration").at("/apiServer/certSANs"))
                .extracting(JsonNode::asText)
                .containsExactly("api.example.org");
    }

    @Test
    void whatBelongsToTheMachineIsNeverTheirs() {
        Map<String, ObjectNode> merged = init(
                "v1.33.0",
                """
                apiVersion: kubeadm.k8s.io/v1beta4
                kind: InitConfiguration
                localAPIEndpoint: {advertiseAddress: 1.2.3.4, bindPort: 7443}
                nodeRegistration: {name: node, criSocket: "unix:///var/run/other.sock", imagePullPolicy: Never}
                """);
        assertThat(text(merged, "InitConfiguration", "/localAPIEndpoint/advertiseAddress"))
                .isEqualTo("10.9.8.2");
        assertThat(merged.get("InitConfiguration")
                        .at("/localAPIEndpoint/bindPort")
                        .asInt())
                .isEqualTo(7443);
        assertThat(text(merged, "InitConfiguration", "/nodeRegistration/name")).isEqualTo("dev-control-plane-1");
        assertThat(text(merged, "InitConfiguration", "/nodeRegistration/criSocket"))
                .isEqualTo(KubeadmConfig.CRI_SOCKET);
        assertThat(text(merged, "InitConfiguration", "/nodeRegistration/imagePullPolicy"))
                .isEqualTo("Never");
    }

    @Test
    void extraArgumentsAreTakenInEitherFormAndOursStay() {
        String asMap = "{kind: InitConfiguration, nodeRegistration: {kubeletExtraArgs: {v: '4'}}}";
        String asList = "{kind: InitConfiguration, nodeRegistration: {kubeletExtraArgs: [{name: v, value: '4'}]}}";
        for (String theirs : new String[] {asMap, asList}) {
            assertThat(init("v1.28.4", theirs).get("InitConfiguration").at("/nodeRegistration/kubeletExtraArgs"))
                    .hasToString("{\"node-ip\":\"10.9.8.2\",\"v\":\"4\"}");
            assertThat(init("v1.33.0", theirs).get("InitConfiguration").at("/nodeRegistration/kubeletExtraArgs"))
                    .hasToString("[{\"name\":\"node-ip\",\"value\":\"10.9.8.2\"},{\"name\":\"v\",\"value\":\"4\"}]");
        }
    }

    @Test
    void anArgumentGivenTwiceStaysTwice() {
        String theirs =
                "{kind: ClusterConfiguration, apiServer: {extraArgs: [{name: a, value: '1'}, {name: a, value: '2'}]}}";
        assertThat(init("v1.33.0", theirs).get("ClusterConfiguration").at("/apiServer/extraArgs"))
                .hasToString("[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"a\",\"value\":\"2\"}]");
    }

    @Test
    void aJoiningNodeTakesTheUsersJoinConfiguration() {
        String join = new KubeadmConfig(
                        Catalogue.builtIn(),
                        Fixtures.cluster("v1.33.0", false, "{kind: JoinConfiguration, timeouts: {discovery: 1m0s}}"),
                        Fixtures.node("dev-worker-1", 1, 2, Map.of()),
                        Fixtures.machine("dev-worker-1", MachineTraits.VIRTUAL_MACHINE))
                .join(new JoinTicket("10.9.8.2:6443", "t", "sha256:00"));
        assertThat(text(Sections.read(join), "JoinConfiguration", "/timeouts/discovery"))
                .isEqualTo("1m0s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: ClusterConfiguration, kubernetesVersion: v1.30.0}                | spec.version is 'v1.33.0'",
                "{kind: ClusterConfiguration, networking: {podSubnet: 10.1.0.0/16}}      | spec.networking.podCIDR",
                "{kind: ClusterConfiguration, networking: {serviceSubnet: 10.1.0.0/16}}  | spec.networking.serviceCIDR",
                "{kind: Deployment}                                                      | kind 'Deployment' is none of",
                "'[a]'                                                                   | not a map of fields",
                "'{a'                                                                    | not YAML",
            })
    void contradictionsAndNonsenseAreRefused(String theirs, String message) {
        assertThatThrownBy(() -> KubeadmOverrides.of(
                        Fixtures.cluster("v1.33.0", false, theirs).spec()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aKindThatStandsThereTwiceIsRefused() {
        String twice = "kind: KubeletConfiguration\n---\nkind: KubeletConfiguration\n";
        assertThatThrownBy(() -> KubeadmOverrides.of(
                        Fixtures.cluster("v1.33.0", false, twice).spec()))
                .hasMessageContaining("twice");
    }

    private static String text(Map<String, ObjectNode> sections, String kind, String pointer) {
        return sections.get(kind).at(pointer).asText();
    }
}
