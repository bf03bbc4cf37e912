package io.ohmykube.workers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineTraits;
import io.ohmykube.workers.kubectl.Patience;
import io.ohmykube.workers.script.Resources;
import io.ohmykube.workers.script.ScriptedRemote;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubeadmTest {
    private static final JoinTicket TICKET = new JoinTicket("10.9.8.2:6443", "abcdef.0123456789abcdef", "sha256:00");
    private static final Cluster OLD = Fixtures.cluster("v1.20.2", false, null);
    private static final Cluster NEW = Fixtures.cluster("v1.33.0", false, null);

    private final Kubeadm kubeadm = new Kubeadm(Catalogue.builtIn(), Patience.NONE);
    private final ScriptedRemote remote = new ScriptedRemote();

    @Test
    void aBareMachineIsNoControlPlaneAndHasNoLeftovers() {
        assertThat(kubeadm.controlPlaneIsUp(remote)).isFalse();
        assertThat(kubeadm.hasLeftovers(remote)).isFalse();
    }

    @Test
    void anInitThatWasInterruptedIsLeftoversAndNoControlPlane() {
        remote.answering("kubeadm-state", "run init interrupted\nhas /etc/kubernetes/admin.conf\n");
        assertThat(kubeadm.controlPlaneIsUp(remote)).isFalse();
        assertThat(kubeadm.hasLeftovers(remote)).isTrue();
    }

    @Test
    void filesOfAnEarlierClusterAreLeftovers() {
        remote.answering("kubeadm-state", "has /var/lib/etcd/member\n");
        assertThat(kubeadm.hasLeftovers(remote)).isTrue();
    }

    @Test
    void aFinishedInitWhoseApiAnswersIsUp() {
        remote.answering("kubeadm-state", "run init done\nhas /etc/kubernetes/admin.conf\n");
        assertThat(kubeadm.controlPlaneIsUp(remote)).isTrue();
        assertThat(remote.commands()).last().asString().endsWith("get --raw /readyz");
    }

    @Test
    void initRunsOnceWithAPrivateFileAndAFreshToken() {
        kubeadm.init(remote, NEW, Fixtures.MASTER, machine(), "10.9.8.2");
        assertThat(remote.commands())
                .containsExactly(
                        "upload /etc/kubernetes/ohmykube/init.yaml 0600",
                        "run-kubeadm init /etc/kubernetes/ohmykube/init.yaml");
        String token = initToken(remote);
        assertThat(token).matches("[a-z0-9]{6}\\.[a-z0-9]{16}");
        ScriptedRemote another = new ScriptedRemote();
        kubeadm.init(another, NEW, Fixtures.MASTER, machine(), "10.9.8.2");
        assertThat(initToken(another)).isNotEqualTo(token);
    }

    @Test
    void aFailedInitIsNotRepeatedAndKeepsKubeadmsOwnWords() {
        remote.failing("run-kubeadm", "error execution phase wait-control-plane: timed out");
        assertThatThrownBy(() -> kubeadm.init(remote, NEW, Fixtures.MASTER, machine(), "10.9.8.2"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("wait-control-plane");
        assertThat(remote.commands())
                .filteredOn(c -> c.startsWith("run-kubeadm"))
                .hasSize(1);
    }

    @Test
    void aTicketHasASecretThatExpiresAndIsNeverSeenInACommand() {
        remote.answering("join-facts", "https://10.9.8.2:6443\n1700000000\n" + Resources.text("/kubeadm/ca.crt"));
        JoinTicket ticket = kubeadm.joinTicket(remote);
        assertThat(ticket.endpoint()).isEqualTo("10.9.8.2:6443");
        // openssl x509 -pubkey -noout -in ca.crt | openssl pkey -pubin -outform der | sha256sum
        assertThat(ticket.caCertHash())
                .isEqualTo("sha256:3be3b1c2967b405f9eac823e8eb1068e8bcc0c8d313b4b1b04d959fedfe815c9");
        assertThat(remote.input("kubectl"))
                .contains("token-secret: \"" + ticket.token().substring(7) + "\"")
                .contains("expiration: \"2023-11-14T22:43:20Z\"");
        assertThat(remote.commands()).noneMatch(c -> c.contains(ticket.token().substring(7)));
        assertThat(ticket.toString()).doesNotContain(ticket.token()).contains("10.9.8.2:6443");
        assertThat(kubeadm.joinTicket(remote).token()).isNotEqualTo(ticket.token());
    }

    @Test
    void joinHandsTheTicketOverInAPrivateFileOnly() {
        kubeadm.join(remote, TICKET, NEW, Fixtures.node("dev-worker-1", 2, 2, Map.of()), machine());
        assertThat(remote.commands())
                .containsExactly(
                        "upload /etc/kubernetes/ohmykube/join.yaml 0600",
                        "run-kubeadm join /etc/kubernetes/ohmykube/join.yaml");
        assertThat(remote.files().get("/etc/kubernetes/ohmykube/join.yaml")).contains(TICKET.token());
    }

    @Test
    void aNodesOwnKubeletSettingsArePatchedInWhereKubeadmCan() {
        kubeadm.join(remote, TICKET, NEW, large(), machine());
        assertThat(remote.files().get("/etc/kubernetes/ohmykube/patches/kubeletconfiguration+merge.yaml"))
                .isEqualTo("maxPods: 55\n");
        assertThat(remote.commands()).noneMatch(c -> c.startsWith("apply-kubelet-config"));
    }

    @Test
    void aNodesOwnKubeletSettingsAreMergedInAfterwardsWhereKubeadmCannot() {
        remote.holding("/var/lib/kubelet/config.yaml", "cgroupDriver: systemd\nmaxPods: 110\n");
        kubeadm.join(remote, TICKET, OLD, large(), machine());
        assertThat(remote.files().get("/var/lib/kubelet/config.yaml"))
                .isEqualTo("cgroupDriver: \"systemd\"\nmaxPods: 55\n");
        assertThat(remote.commands()).last().isEqualTo("apply-kubelet-config");
    }

    @Test
    void aMemberHasJoinedToTheEndAndIsKnownToTheApiServer() {
        String joined = "run join done\nhas /etc/kubernetes/kubelet.conf\n";
        String known = "{\"metadata\": {\"name\": \"dev-worker-1\"}}";
        assertThat(member(joined, known)).isTrue();
        assertThat(member(joined, "")).isFalse();
        assertThat(member("run join failed\nhas /etc/kubernetes/kubelet.conf\n", known))
                .isFalse();
        assertThat(member("", known)).isFalse();
    }

    private boolean member(String state, String nodeObject) {
        return kubeadm.isMember(
                new ScriptedRemote().answering("kubectl", nodeObject),
                "dev-worker-1",
                new ScriptedRemote().answering("kubeadm-state", state));
    }

    private static Machine machine() {
        return Fixtures.machine("dev-control-plane-1", MachineTraits.VIRTUAL_MACHINE);
    }

    private static NodeSpec large() {
        return Fixtures.node("dev-worker-1", 2, 2, Map.of("maxPods", 55));
    }

    private static String initToken(ScriptedRemote remote) {
        ObjectNode init = Sections.read(remote.files().get("/etc/kubernetes/ohmykube/init.yaml"))
                .get("InitConfiguration");
        return init.at("/bootstrapTokens/0/token").asText();
    }
}
