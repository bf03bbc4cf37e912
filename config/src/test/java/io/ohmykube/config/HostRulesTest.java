package io.ohmykube.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines that exist already, in the cluster file. */
class HostRulesTest {
    private static final ClusterValidator VALIDATOR = new ClusterValidator(new ClusterValidator.Choices(
            List.of("hosts", "container"), List.of("flannel"), List.of("local-path-provisioner"), List.of("metallb")));

    @Test
    void aMachineIsAnAddressAndTheRestIsUsual() {
        Cluster cluster = read(
                """
                spec:
                  launcher: hosts
                  nodes:
                    master: {host: {address: 10.0.0.1}}
                    workers:
                    - host: {address: box.example, user: me, port: 2222, key: ~/.ssh/box}
                      reserved: {cpu: 500m, memory: 1Gi}
                """);

        assertThat(VALIDATOR.validate(cluster)).isEmpty();
        List<NodeSpec> nodes = cluster.nodes();
        assertThat(nodes.get(0).host()).isEqualTo(new HostAccess("10.0.0.1", 22, "root", null));
        assertThat(nodes.get(1).host()).isEqualTo(new HostAccess("box.example", 2222, "me", "~/.ssh/box"));
        assertThat(nodes.get(1).kubelet()).isEqualTo(Map.of("systemReserved", Map.of("cpu", "500m", "memory", "1Gi")));
    }

    @Test
    void whatIsWrittenOfTheKubeletWinsOverWhatIsReserved() {
        Cluster cluster = read(
                "spec: {nodes: {master: {reserved: {cpu: 1}, kubeletConfig: {maxPods: 9, systemReserved: {cpu: 2}}}}}");

        assertThat(cluster.nodes().get(0).kubelet().get("systemReserved")).isEqualTo(Map.of("cpu", 2L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hosts | {address: 10.0.0.1} | | .host: is missing; launcher hosts needs to know each machine",
                "hosts | {address: 10.0.0.1} | {host: {address: 10.0.0.1, port: 23}} | .host.address: '10.0.0.1' is the",
                "hosts | {address: 10.0.0.1} | {host: {address: 10.0.0.2}, count: 2} | .count: '2' is not allowed; an",
                "hosts | {address: 10.0.0.1} | {host: {address: 10.0.0.256}} | .host.address: '10.0.0.256' is not",
                "hosts | {address: 10.0.0.1} | {host: {address: 'a b'}} | .host.address: 'a b' is not allowed; an IPv4",
                "hosts | {address: 10.0.0.1} | {host: {address: 'a;reboot'}} | .host.address: 'a;reboot' is not",
                "hosts | {address: 10.0.0.1} | {host: {address: a, user: 'x y'}} | .host.user: 'x y' is not the name",
                "hosts | {address: 10.0.0.1} | {host: {address: a, port: 0}} | .host.port: '0' is not allowed",
                "hosts | {address: 10.0.0.1} | {host: {address: a, key: id_rsa}} | .host.key: 'id_rsa' is not allowed",
                "hosts | {address: 10.0.0.1} | {host: {address: a}, reserved: {cpu: lots}} | .reserved.cpu: 'lots' is",
                "hosts | {address: 10.0.0.1} | {host: {address: a}, reserved: {memory: 1GB}} | .reserved.memory: '1GB'",
            })
    void refuses(String launcher, String master, String worker, String problem) {
        Cluster cluster = read("spec: {launcher: " + launcher + ", nodes: {master: {host: " + master + "}, workers: ["
                + (worker == null ? "{}" : worker) + "]}}");

        assertThat(VALIDATOR.validate(cluster))
                .singleElement()
                .asString()
                .contains("spec.nodes.workers[0]")
                .contains(problem);
    }

    @Test
    void aLauncherThatMakesItsMachinesIsGivenNone() {
        String nodes = "nodes: {master: {host: {address: 10.0.0.1}}, workers: [{}]}";

        assertThat(VALIDATOR.validate(read("spec: {launcher: container, " + nodes + "}")))
                .singleElement()
                .asString()
                .contains("spec.nodes.master")
                .contains("is not allowed with launcher container");
        assertThat(VALIDATOR.validate(read("spec: {" + nodes + "}")))
                .singleElement()
                .asString()
                .contains("needs spec.launcher: hosts");
    }

    private static Cluster read(String text) {
        return ClusterYaml.read(text, "dev.yaml");
    }
}
