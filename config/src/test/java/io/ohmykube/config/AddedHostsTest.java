package io.ohmykube.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Machines of the user's that are added to a cluster. */
class AddedHostsTest {
    private static final ClusterValidator VALIDATOR = new ClusterValidator(new ClusterValidator.Choices(
            List.of("hosts", "container"), List.of("flannel"), List.of("local-path-provisioner"), List.of("metallb")));

    @Test
    void machinesOfTheUsersBecomeAWorkerEach() {
        ClusterChange change = ClusterRequest.empty()
                .add(onHosts(), List.of(HostAccess.of("10.0.0.3", null, "ada", null), host("10.0.0.4")), VALIDATOR);

        assertThat(change.added()).containsExactly("dev-worker-2", "dev-worker-3");
        assertThat(change.wanted().node("dev-worker-2").orElseThrow().host())
                .isEqualTo(new HostAccess("10.0.0.3", 22, "ada", null));
    }

    @Test
    void aMachineThatIsANodeAlreadyOrNoneIsRefusedByItsOption() {
        ClusterRequest request = ClusterRequest.empty().saidBy("spec.nodes.workers[*].host.address", "--host");
        for (String address : List.of("10.0.0.2", "10.0.0.300", "what is this")) {
            assertThatThrownBy(() -> request.add(onHosts(), List.of(host(address)), VALIDATOR))
                    .isInstanceOf(InvalidClusterException.class)
                    .hasMessageStartingWith("--host: '" + address + "' is ");
        }
        assertThatThrownBy(() -> request.add(onHosts(), List.of(host("10.0.0.3"), host("10.0.0.3")), VALIDATOR))
                .hasMessageContaining("a machine is one node");
    }

    @Test
    void machinesOfTheUsersAreForTheirLauncherOnly() {
        ClusterRequest request = ClusterRequest.empty().saidBy("spec.nodes.workers[*].host", "--host");

        assertThatThrownBy(() -> request.add(yaml("spec: {launcher: container}"), List.of(host("10.0.0.3")), VALIDATOR))
                .hasMessageStartingWith("--host: is not allowed with launcher container");
        assertThatThrownBy(() -> request.add(onHosts(), VALIDATOR)).hasMessageContaining("ohmykube add --host");
    }

    private static Cluster onHosts() {
        return yaml("spec: {launcher: hosts, nodes: {master: {host: {address: 10.0.0.1}},"
                + " workers: [{host: {address: 10.0.0.2}}]}}");
    }

    private static HostAccess host(String address) {
        return HostAccess.of(address, null, null, null);
    }

    private static Cluster yaml(String text) {
        return ClusterRequest.ofYaml(text, "cluster.yaml").create("dev", VALIDATOR);
    }
}
