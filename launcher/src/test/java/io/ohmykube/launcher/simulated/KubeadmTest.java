package io.ohmykube.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.launcher.simulated.SimulatedNodes.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KubeadmTest {
    @TempDir
    private Path directory;

    private SimulatedNodes nodes;

    @BeforeEach
    void startWithNothing() {
        nodes = new SimulatedNodes(directory, Scenario.NONE);
    }

    @Test
    void initMakesAControlPlaneThatIsNotReadyWithoutAPodNetwork() {
        nodes.prepared("cp");

        Result init = nodes.init("cp");

        assertThat(init.exitCode()).as(init.stderr()).isZero();
        assertThat(init.stdout()).contains("simulated");
        assertThat(nodes.run("cp", "cat", "/etc/kubernetes/admin.conf").stdout())
                .contains("server: https://" + nodes.machine("cp").record().address() + ":6443");
        assertThat(nodes.kubectl("cp", "get", "node", "cp", "-o", "json").stdout())
                .contains("NetworkPluginNotReady")
                .contains("node-role.kubernetes.io/control-plane");
    }

    @Test
    void theConfigurationWithTheTokenIsGoneAfterInit() {
        nodes.prepared("cp");
        nodes.init("cp");

        assertThat(nodes.run("cp", "test", "-e", "/etc/kubernetes/ohmykube/init.yaml")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void aSecondInitFailsInPreflight() {
        nodes.prepared("cp");
        nodes.init("cp");

        Result again = nodes.run("cp", "kubeadm", "init");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.stderr())
                .contains("[ERROR Port-6443]")
                .contains("FileAvailable--etc-kubernetes-manifests-kube-apiserver.yaml");
    }

    @Test
    void initFailsWhereContainerdDoesNotRun() {
        nodes.prepared("cp");
        nodes.run("cp", "systemctl", "stop", "containerd");

        assertThat(nodes.init("cp").stderr()).contains("[ERROR CRI]: container runtime is not running");
    }

    @Test
    void initFailsWhereTheKubeletIsNotInstalled() {
        nodes.prepared("cp");
        nodes.run("cp", "rm", "-f", "/usr/bin/kubelet");

        assertThat(nodes.init("cp").stderr()).contains("[ERROR KubeletVersion]");
    }

    @Test
    void initFailsWhereTheSystemWasNotPrepared() {
        nodes.make("cp");

        assertThat(nodes.run("cp", "kubeadm", "init").stderr()).contains("ip_forward contents are not set to 1");
    }

    @Test
    void initRefusesAConfigurationOfAnApiThatThisVersionDoesNotRead() {
        nodes.prepared("cp");
        nodes.upload(
                "cp",
                "/root/old.yaml",
                """
                apiVersion: kubeadm.k8s.io/v1beta2
                kind: ClusterConfiguration
                kubernetesVersion: v1.33.0
                """);

        assertThat(nodes.run("cp", "kubeadm", "init", "--config", "/root/old.yaml")
                        .stderr())
                .contains("kubeadm.k8s.io/v1beta2");
    }

    @Test
    void aWorkerJoinsAndGetsAPodNetworkOfItsOwn() {
        upAndJoined();

        assertThat(nodes.kubectl("cp", "get", "nodes", "-o", "json").stdout())
                .contains("10.244.0.0/24", "10.244.1.0/24", "v1.33.0");
    }

    @Test
    void theTokenComesOnStandardOutputAndTheWarningBesideIt() {
        nodes.prepared("cp");
        nodes.init("cp");

        Result token = nodes.run("cp", "kubeadm", "token", "create", "--print-join-command");

        assertThat(token.stdout()).startsWith("kubeadm join ").hasLineCount(1);
        assertThat(token.stderr()).startsWith("W ");
    }

    @Test
    void joiningWithAnExpiredTokenFails() {
        nodes.prepared("cp");
        nodes.init("cp");
        nodes.prepared("worker");

        Result join = nodes.run("worker", nodes.joinCommand("cp", "0s").toArray(String[]::new));

        assertThat(join.exitCode()).isEqualTo(1);
        assertThat(join.stderr()).contains("could not find a JWS signature");
    }

    @Test
    void joiningWithAnUnknownTokenOrAnotherCaFails() {
        nodes.prepared("cp");
        nodes.init("cp");
        nodes.prepared("worker");
        List<String> words = new ArrayList<>(nodes.joinCommand("cp", "15m"));

        List<String> unknown = new ArrayList<>(words);
        unknown.set(words.indexOf("--token") + 1, "abcdef.0123456789abcdef");
        List<String> otherCa = new ArrayList<>(words);
        otherCa.set(words.indexOf("--discovery-token-ca-cert-hash") + 1, "sha256:0000");

        assertThat(nodes.run("worker", unknown.toArray(String[]::new)).stderr())
                .contains("could not find a JWS signature");
        assertThat(nodes.run("worker", otherCa.toArray(String[]::new)).stderr()).contains("are pinned");
    }

    @Test
    void joiningTwiceFailsAndAfterAResetItWorksAgain() {
        upAndJoined();

        assertThat(nodes.join("worker", "cp").stderr()).contains("kubelet.conf already exists");
        nodes.kubectl("cp", "delete", "node", "worker");
        nodes.script("worker", "reset-node");

        assertThat(nodes.join("worker", "cp").exitCode()).isZero();
    }

    @Test
    void resettingTheControlPlaneForgetsTheCluster() {
        upAndJoined();

        nodes.script("cp", "reset-node");

        assertThat(nodes.script("cp", "kubeadm-state", "0").stdout()).isEmpty();
        assertThat(nodes.init("cp").exitCode()).isZero();
        assertThat(nodes.kubectl("cp", "get", "nodes", "-o", "name").stdout()).isEqualTo("node/cp\n");
    }

    @Test
    void theApiServerIsGoneWhileTheControlPlaneIsStopped() throws Exception {
        upAndJoined();

        nodes.machine("cp").system().change(state -> state.running = false);

        assertThat(nodes.cluster().api().up()).isFalse();
    }

    private void upAndJoined() {
        nodes.prepared("cp");
        nodes.init("cp");
        nodes.prepared("worker");
        Result join = nodes.join("worker", "cp");
        assertThat(join.exitCode()).as(join.stderr()).isZero();
    }
}
