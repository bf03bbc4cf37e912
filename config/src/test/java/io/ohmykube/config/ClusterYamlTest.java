package io.ohmykube.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterYamlTest {
    @Test
    void anEmptyFileIsTheDefaultCluster() {
        Cluster cluster = ClusterYaml.read("", "dev.yaml");

        assertThat(cluster).isEqualTo(ClusterDefaults.cluster("ohmykube"));
    }

    @Test
    void theDefaultsAreThoseTheDocumentationNames() {
        ClusterSpec spec = ClusterYaml.read("metadata: {name: dev}", "dev.yaml").spec();

        assertThat(spec.nodes().controlPlanes().get(0).resources()).isEqualTo(new Resources(2, 4, 20));
        assertThat(spec.nodes().workers()).singleElement().satisfies(group -> {
            assertThat(group.count()).isEqualTo(2);
            assertThat(group.resources()).isEqualTo(new Resources(1, 2, 10));
        });
        assertThat(spec.networking()).isEqualTo(new Networking("flannel", "10.244.0.0/16", "10.96.0.0/12"));
        assertThat(spec.storage().csi()).isEqualTo("local-path-provisioner");
        assertThat(spec.loadBalancer()).isEqualTo(new LoadBalancer("metallb", null));
        assertThat(spec.enableSwap()).isFalse();
        assertThat(spec.version()).isNull();
        assertThat(spec.launcher()).isNull();
        assertThat(spec.template()).isNull();
    }

    @Test
    void whatIsWrittenReadsAsTheSameCluster() {
        Cluster full = full();

        assertThat(ClusterYaml.read(ClusterYaml.write(full), "x")).isEqualTo(full);
    }

    @Test
    void whenAClusterIsToBeRemovedIsWrittenAndReadBack() {
        Instant noon = Instant.parse("2026-11-22T12:00:00Z");
        Cluster cluster = ClusterDefaults.cluster("dev").withExpires(noon);

        String text = ClusterYaml.write(cluster);

        assertThat(text)
                .contains("metadata:\n  name: dev\n  namespace: default\n  expires: \"2026-11-22T12:00:00Z\"\n");
        assertThat(ClusterYaml.read(text, "x")).isEqualTo(cluster);
        assertThat(ClusterYaml.read(text, "x").expires()).contains(noon);
    }

    @Test
    void aClusterThatLivesUntilItIsRemovedHasNoSuchMoment() {
        Cluster cluster = ClusterDefaults.cluster("dev")
                .withExpires(Instant.parse("2026-11-22T12:00:00Z"))
                .withExpires(null);

        assertThat(cluster.expires()).isEmpty();
        assertThat(ClusterYaml.write(cluster)).doesNotContain("expires");
    }

    @Test
    void theDefaultClusterReadsBackExpandedAndNot() {
        Cluster groups = ClusterDefaults.cluster("dev");
        Cluster nodes = NodeNames.expand(groups);

        assertThat(ClusterYaml.read(ClusterYaml.write(groups), "x")).isEqualTo(groups);
        assertThat(ClusterYaml.read(ClusterYaml.write(nodes), "x")).isEqualTo(nodes);
    }

    @Test
    void aClusterWithoutWorkersDoesNotGetTheDefaultOnesBack() {
        Cluster none = NodeNames.expand(ClusterDefaults.cluster("dev"))
                .withoutWorker("dev-worker-1")
                .withoutWorker("dev-worker-2");

        assertThat(ClusterYaml.read(ClusterYaml.write(none), "x").spec().nodes().workers())
                .isEmpty();
    }

    @Test
    void whatIsEmptyIsNotWritten() {
        String text = ClusterYaml.write(ClusterDefaults.cluster("dev"));

        assertThat(text)
                .contains("podCIDR: 10.244.0.0/16")
                .contains("kind: Cluster")
                .doesNotContain("null", "labels", "taints", "kubeadmConfig", "conditions", "packages", "\"");
    }

    @Test
    void theFormerDomainIsReadAndTheNewOneWritten() {
        Cluster cluster = ClusterYaml.read("apiVersion: ohmykube.dev/v1alpha1\nkind: Cluster", "x");

        assertThat(ClusterYaml.write(cluster)).startsWith("apiVersion: ohmykube.io/v1alpha1\n");
    }

    @Test
    void numbersThatMeanTextKeepTheirZeros() {
        Cluster cluster = ClusterYaml.read(
                """
                spec:
                  packages: {crictl: 1.30}
                  nodes:
                    master:
                      labels: {tier: 1, ready: true}
                """,
                "x");

        assertThat(cluster.spec().packages()).containsEntry("crictl", "1.30");
        assertThat(cluster.spec().nodes().controlPlanes().get(0).labels())
                .containsEntry("tier", "1")
                .containsEntry("ready", "true");
    }

    @Test
    void everyProblemOfAFileIsNamedAtOnce() {
        String text =
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: dev, colour: red}
                spec:
                  networking: {podCIDRR: 10.0.0.0/8}
                  nodes:
                    workers:
                      - resources: {memory: 1MB, cpus: 2}
                """;

        assertThatThrownBy(() -> ClusterYaml.read(text, "dev.yaml"))
                .isInstanceOfSatisfying(InvalidClusterException.class, e -> assertThat(e.problems())
                        .extracting(Problem::toString)
                        .containsExactlyInAnyOrder(
                                "apiVersion: 'v1' is not known; allowed: ohmykube.io/v1alpha1 (line 1)",
                                "kind: 'Pod' is not known; allowed: Cluster (line 2)",
                                "metadata.colour: unknown field; allowed here: name, namespace, expires, ttl (line 3)",
                                "spec.networking.podCIDRR: unknown field; allowed here: cni, podCIDR, serviceCIDR, proxyMode,"
                                        + " controlPlaneEndpoint (line 5)",
                                "spec.nodes.workers[0].resources.cpus: unknown field; allowed here: cpu, memory, disk, extraDisks"
                                        + " (line 8)",
                                "spec.nodes.workers[0].resources.memory: '1MB' is not allowed; a whole number from 1"
                                        + " to 2048 (GiB) is (line 8)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: 3 | spec: is a number; a mapping of",
                "spec: {nodes: {workers: 3}} | spec.nodes.workers: is a number; a list of mappings is expected",
                "spec: {nodes: {workers: [3]}} | spec.nodes.workers[0]: is a number; a mapping of",
                "spec: {nodes: {master: {taints: [{key: a}]}}} | spec.nodes.master.taints[0].effect: is missing",
                "spec: {nodes: {master: {labels: {a: {b: c}}}}} | spec.nodes.master.labels.a: is a mapping; text",
                "spec: {nodes: {master: {resources: {cpu: 1.5}}}} | spec.nodes.master.resources.cpu: '1.5' is not",
                "spec: {nodes: {master: {resources: {cpu: 99999999999}}}} | spec.nodes.master.resources.cpu: '9999",
                "spec: {nodes: {master: {kubeletConfig: x}}} | spec.nodes.master.kubeletConfig: is text; a mapping",
                "spec: {enableSwap: maybe} | spec.enableSwap: 'maybe' is not allowed; true or false is",
                "spec: {kubeadmConfig: {a: b}} | spec.kubeadmConfig: is a mapping; text is expected",
                "spec: {storage: {storageClasses: fast}} | spec.storage.storageClasses: is text; a list of text",
                "metadata: {expires: tomorrow} | metadata.expires: 'tomorrow' is not a time like 2026-01-31T12:00:00Z",
                "metadata: {ttl: 2h} | metadata.ttl: does not say since when",
                "metadata: {expires: [1]} | metadata.expires: is a list; text is expected",
                "status: {phase: Happy} | status.phase: 'Happy' is not known; allowed: Pending, Creating, Ready",
                "[] | document: is a list; a mapping of apiVersion, kind, metadata, spec, status is expected",
            })
    void aValueOfTheWrongKindIsNamedWithItsPath(String text, String problem) {
        assertThatThrownBy(() -> ClusterYaml.read(text, "dev.yaml"))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageStartingWith(problem)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aTextThatIsNotYamlIsNamedByItsSourceAndLine() {
        assertThatThrownBy(() -> ClusterYaml.read("spec:\n  a: b: c\n", "dev.yaml"))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessage("dev.yaml: line 2, column 7: mapping values are not allowed here");
    }

    private static Cluster full() {
        Map<String, Object> kubelet = new LinkedHashMap<>();
        kubelet.put("maxPods", 50L);
        kubelet.put("kubeReserved", Map.of("cpu", "100m"));
        kubelet.put("evictionHard", Map.of("memory.available", "5%"));
        kubelet.put("featureGates", Map.of("NodeSwap", true));
        kubelet.put("list", List.of("a", 1L, 1.5));
        NodeSpec worker = new NodeSpec(
                "dev-worker-1",
                1,
                new Resources(1, 2, 10),
                Map.of("tier", "1", "example.com/on", "true"),
                List.of(new Taint("dedicated", "gpu", "NoSchedule"), new Taint("x", null, "NoExecute")),
                kubelet,
                new Customisation(
                        Map.of("example.com/owner", "ada: \"ops\""),
                        Map.of(
                                HookPoint.PRE_SYSTEM_INIT,
                                List.of("/a b.sh", "/c.sh"),
                                HookPoint.POST_K8S_INIT,
                                List.of("/d")),
                        List.of(
                                new Upload("/l", "/r", "0640", "ada:staff"),
                                new Upload("/dir", "/etc/dir", null, null))),
                new HostAccess("10.0.0.7", 2222, "me", "~/.ssh/id_ed25519"),
                new Reserved("500m", null));
        ClusterSpec spec = new ClusterSpec(
                "v1.33.0",
                "container",
                "ubuntu-24.04",
                new Nodes(
                        List.of(
                                NodeSpec.group(1, new Resources(2, 4, 20)).named("dev-control-plane-1"),
                                NodeSpec.group(1, new Resources(4, 8, 20, List.of(10, 1)))
                                        .named("brain")),
                        List.of(worker)),
                new Networking("none", "10.1.0.0/16", "10.2.0.0/16", "ipvs", "k8s.example.org:8443"),
                new Storage("none", List.of("fast", "slow")),
                new LoadBalancer("metallb", "10.89.0.200-10.89.0.250"),
                new Outside(
                        Map.of("*", List.of("https://mirror.example", "http://10.0.0.1:5000/sub")),
                        new Proxy("http://me:p%40ss@proxy.example:3128", null, List.of(".example", "10.0.0.0/8")),
                        List.of("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")),
                true,
                Map.of("runc", "v1.3.0", "crictl", "1.30"),
                List.of("docker.io/library/busybox:1.36", "localhost:5000/app@sha256:" + "0".repeat(64)),
                "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n---\nkind: \"KubeletConfiguration\"\n");
        ClusterStatus status = new ClusterStatus(
                ClusterStatus.Phase.DEGRADED,
                List.of(new Condition("Ready", true, "AllNodes", "3 of 3: yes", Instant.parse("2026-01-31T12:00:00Z"))),
                List.of(
                        new NodeStatus(
                                "dev-control-plane-1", Role.CONTROL_PLANE, NodeStatus.Phase.READY, "10.1.2.3", null),
                        new NodeStatus(
                                "dev-worker-1",
                                Role.WORKER,
                                NodeStatus.Phase.DELETE_FAILED,
                                null,
                                "podman: busy\nyes")));
        return new Cluster(new Metadata("dev", "team-a"), spec, status);
    }
}
