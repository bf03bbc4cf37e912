package io.ohmykube.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.simulated.SimulatedNodes.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScenarioTest {
    @TempDir
    private Path directory;

    @Test
    void aCommandFailsAtItsNthExecutionOnEachNode() throws Exception {
        SimulatedNodes nodes = nodes(
                """
                rules:
                - command: hostname
                  executions: [2]
                  outcome: fail
                  exitCode: 7
                  stderr: no name today
                """);
        nodes.make("a");
        nodes.make("b");

        assertThat(nodes.run("a", "hostname").exitCode()).isZero();
        assertThat(nodes.run("b", "hostname").exitCode()).isZero();
        Result second = nodes.run("a", "hostname");
        assertThat(second.exitCode()).isEqualTo(7);
        assertThat(second.stderr()).isEqualTo("no name today\n");
        assertThat(nodes.run("a", "hostname").exitCode()).isZero();
    }

    @Test
    void executionsAreCountedOverRestarts() throws Exception {
        String scenario =
                """
                rules:
                - {command: hostname, executions: [2], outcome: fail}
                """;
        SimulatedNodes before = nodes(scenario);
        before.make("a");
        before.run("a", "hostname");

        assertThat(nodes(scenario).run("a", "hostname").exitCode()).isEqualTo(1);
    }

    @Test
    void executionsCanBeCountedForAllNodesTogether() throws Exception {
        SimulatedNodes nodes = nodes(
                """
                rules:
                - {command: hostname, counted: together, executions: [2], outcome: fail}
                """);
        nodes.make("a");
        nodes.make("b");

        nodes.run("a", "hostname");

        assertThat(nodes.run("b", "hostname").exitCode()).isEqualTo(1);
    }

    @Test
    void aRuleIsForItsNodesAndForWholeWordsOnly() throws Exception {
        SimulatedNodes nodes = nodes(
                """
                rules:
                - {command: "test -e", node: "*-worker-*", outcome: fail, exitCode: 9}
                """);
        nodes.make("dev-worker-1");
        nodes.make("dev-control-plane-1");

        assertThat(nodes.run("dev-worker-1", "test", "-e", "/etc/hosts").exitCode())
                .isEqualTo(9);
        assertThat(nodes.run("dev-worker-1", "test", "-d", "/etc").exitCode()).isZero();
        assertThat(nodes.run("dev-control-plane-1", "test", "-e", "/etc/hosts").exitCode())
                .isZero();
    }

    @Test
    void aCommandTakesAsLongAsItsRuleSays() throws Exception {
        SimulatedNodes nodes = nodes(
                """
                rules:
                - {command: hostname, latency: 150ms}
                """);
        nodes.make("a");

        long began = System.nanoTime();
        nodes.run("a", "hostname");

        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(150_000_000L);
    }

    @Test
    void anInitThatIsCutOffMidwayLeavesWhatTheNextOneStumblesOver() throws Exception {
        SimulatedNodes nodes = nodes(
                """
                rules:
                - {command: kubeadm init, executions: [1], outcome: drop, at: midway}
                """);
        nodes.prepared("cp");

        Result first = nodes.init("cp");
        assertThat(first.ended().dropped()).isTrue();
        assertThat(nodes.script("cp", "kubeadm-state", "0").stdout())
                .contains("run init interrupted", "has /etc/kubernetes/pki/ca.crt")
                .doesNotContain("admin.conf");
        assertThat(nodes.init("cp").stderr()).contains("FileAvailable--etc-kubernetes-manifests");

        nodes.script("cp", "reset-node");
        assertThat(nodes.init("cp").exitCode()).isZero();
    }

    @Test
    void aConnectionThatBreaksAfterwardsFindsAllDone() throws Exception {
        SimulatedNodes nodes = nodes(
                """
                rules:
                - {command: kubeadm init, executions: [1], outcome: drop, at: after}
                """);
        nodes.prepared("cp");

        assertThat(nodes.init("cp").ended().dropped()).isTrue();
        assertThat(nodes.script("cp", "kubeadm-state", "0").stdout())
                .contains("run init done", "has /etc/kubernetes/admin.conf");
    }

    @Test
    void aTokenExpiresWhileEverythingSleeps() throws Exception {
        SimulatedNodes nodes = nodes(
                """
                rules:
                - {command: kubeadm join, executions: [1], asleep: 1h}
                """);
        nodes.prepared("cp");
        nodes.init("cp");
        nodes.prepared("w1");

        assertThat(nodes.join("w1", "cp").stderr()).contains("could not find a JWS signature");
        assertThat(nodes.join("w1", "cp").exitCode()).as("with a new token").isZero();
    }

    @Test
    void aNodeThatRebootsInMidInitRunsItsServicesAndNoKubeadm() throws Exception {
        SimulatedNodes nodes = nodes(
                """
                rules:
                - {command: kubeadm init, executions: [1], outcome: reboot, at: midway}
                """);
        nodes.prepared("cp");

        CompletableFuture<Result> cutOff = CompletableFuture.supplyAsync(() -> nodes.init("cp"));
        Awaitility.await().until(cutOff::isDone);

        assertThat(nodes.script("cp", "kubeadm-state", "9").stdout())
                .contains("run init interrupted", "has /etc/kubernetes/pki/ca.crt");
        assertThat(nodes.machine("cp").active("containerd")).isTrue();
    }

    @Test
    void aKubeadmThatHangsGoesOnUntilTheNodeIsReset() throws Exception {
        SimulatedNodes nodes = nodes(
                """
                rules:
                - {command: kubeadm init, executions: [1], outcome: hang, at: midway}
                """);
        nodes.prepared("cp");
        CompletableFuture<Result> hanging = CompletableFuture.supplyAsync(() -> nodes.init("cp"));
        Awaitility.await().until(() -> nodes.machine("cp").files().exists(KubeadmFiles.KUBELET_CONFIG));

        assertThat(nodes.script("cp", "kubeadm-state", "0").stderr()).contains("kubeadm still runs");
        assertThat(nodes.script("cp", "reset-node").exitCode()).isZero();

        assertThat(hanging.join().exitCode()).isEqualTo(1);
    }

    @Test
    void theLogTellsHowOftenACommandRanAndKeepsTokensToItself() throws Exception {
        SimulatedNodes nodes = nodes("rules: []");
        nodes.prepared("cp");
        nodes.init("cp");
        nodes.prepared("w1");
        nodes.join("w1", "cp");

        List<String> log = Files.readAllLines(directory.resolve("machines/commands.jsonl"));
        assertThat(log)
                .filteredOn(line -> line.contains("\"event\":\"started\"")
                        && line.contains("\"node\":\"cp\"")
                        && line.contains("\"command\":\"kubeadm init\""))
                .hasSize(1);
        assertThat(log)
                .filteredOn(line -> line.contains("\"command\":\"kubeadm join\""))
                .hasSize(2)
                .noneMatch(line -> line.matches(".*[a-z0-9]{6}\\.[a-z0-9]{16}.*"))
                .anyMatch(line -> line.contains("\"outcome\":\"exit 0\""));
    }

    @Test
    void theLogCanBeKeptElsewhere() throws Exception {
        Path elsewhere = directory.resolve("elsewhere/log.jsonl");
        SimulatedNodes nodes = nodes("commandLog: " + elsewhere);
        nodes.make("a");

        nodes.run("a", "true");

        assertThat(elsewhere).content().contains("\"command\":\"true\"");
    }

    @Test
    void aScenarioWithAnUnknownFieldIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.yaml"), "rules:\n- {command: a, chance: 3}\n");

        assertThatThrownBy(() -> Scenario.read(file))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("bad.yaml")
                .hasMessageContaining("chance");
    }

    @Test
    void aTimeWithoutAUnitIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.yaml"), "latency: '12'\n");

        assertThatThrownBy(() -> Scenario.read(file)).hasMessageContaining("250ms");
    }

    @Test
    void theEnvironmentNamesTheScenario() throws IOException {
        Path file = Files.writeString(directory.resolve("slow.yaml"), "latency: 2s\n");

        assertThat(Scenario.of(Map.of())).isEqualTo(Scenario.NONE);
        assertThat(Scenario.of(Map.of(Scenario.VARIABLE, file.toString())).latency())
                .isEqualTo(Span.of("2s"));
    }

    private SimulatedNodes nodes(String scenario) throws IOException {
        Path file = Files.writeString(directory.resolve("scenario.yaml"), scenario);
        return new SimulatedNodes(directory.resolve("machines"), Scenario.read(file));
    }
}
