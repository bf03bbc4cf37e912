package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.workers.delegate.Deadlines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several control planes, on simulated machines: they join one after the other, behind one address. */
@Timeout(120)
class ControlPlanesTest {
    private static final String FIRST = "dev-control-plane-1";
    private static final String SECOND = "dev-control-plane-2";
    private static final String THIRD = "dev-control-plane-3";
    private static final String WORKER = "dev-worker-1";
    private static final String ENDPOINT = "dev-endpoint";

    private static final Deadlines SHORT = new Deadlines(
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(50));

    @TempDir
    Path directory;

    @Test
    void threeControlPlanesAreMadeUsedAndRemoved() throws IOException {
        given("");
        assertUp(up());
        assertThat(commands().times(FIRST, "kubeadm init")).isEqualTo(1);
        for (String other : List.of(SECOND, THIRD, WORKER)) {
            assertThat(commands().outcomes(other, "kubeadm join")).containsExactly("exit 0");
        }
        assertThat(commands().times(ENDPOINT, "kubeadm join")).isZero();
        String endpoint = "https://" + addressOf(ENDPOINT) + ":6443";
        assertThat(Files.readString(cluster().resolve("kubeconfig"))).contains("server: " + endpoint);
        for (String node : List.of(FIRST, SECOND, THIRD, WORKER)) {
            assertThat(Files.readString(machine(node).resolve("root/etc/hosts")))
                    .contains(addressOf(ENDPOINT) + " api.dev.ohmykube.internal");
        }
        assertThat(Files.readString(commandsFile()))
                .as("authorities never stand in what is logged")
                .doesNotContain("# simulated /etc/kubernetes/pki");

        Invocation.Output again = up("5");
        assertThat(again.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        Invocation.Output down = ohmykube().run("down", "--name", "dev");
        assertThat(down.exitCode()).as(down.out() + down.err()).isEqualTo(ExitCode.DONE);
        assertThat(cluster()).doesNotExist();
        assertThat(commands().times(ENDPOINT, "launcher delete")).isEqualTo(1);
    }

    @Test
    void withoutAMachineBeforeThemEveryNodeKnowsAllOfThem() throws IOException {
        given("", "endpoints: false");
        assertUp(up());
        assertThat(machine(ENDPOINT)).doesNotExist();
        assertThat(apiSeenFrom(FIRST)).containsExactly(addressOf(FIRST), addressOf(SECOND), addressOf(THIRD));
        assertThat(apiSeenFrom(SECOND)).containsExactly(addressOf(SECOND), addressOf(THIRD), addressOf(FIRST));
        assertThat(apiSeenFrom(THIRD)).containsExactly(addressOf(THIRD), addressOf(FIRST), addressOf(SECOND));
        assertThat(apiSeenFrom(WORKER))
                .containsExactlyInAnyOrder(addressOf(FIRST), addressOf(SECOND), addressOf(THIRD));
        assertThat(commands().times(WORKER, "name-api"))
                .as("a worker is told before it joins, and not again")
                .isEqualTo(1);
        assertThat(kubeconfig()).contains("server: https://" + addressOf(FIRST) + ":6443");

        assertDone("stop", FIRST, "--name", "dev");
        assertThat(ohmykube().run("status", "--name", "dev").out())
                .contains("ohmykube --name dev download-kubeconfig", "the kubeconfig names " + FIRST);
        assertDone("download-kubeconfig", "--name", "dev");
        assertThat(ohmykube().run("status", "--name", "dev").out()).doesNotContain("download-kubeconfig");
        assertThat(kubeconfig()).contains("server: https://" + addressOf(SECOND) + ":6443");
        assertDone("add", "--name", "dev");
        assertThat(apiSeenFrom("dev-worker-2"))
                .containsExactlyInAnyOrder(addressOf(FIRST), addressOf(SECOND), addressOf(THIRD));
    }

    @Test
    void theEndpointThatAUserOperatesIsForTheKubeconfigAlone() throws IOException {
        given("", "endpoints: false");
        assertUp(up("3", "--control-plane-endpoint", "k8s.example.org:8443"));
        assertThat(kubeconfig()).contains("server: https://k8s.example.org:8443");
        assertThat(apiSeenFrom(WORKER)).hasSize(3);
    }

    @Test
    void aJoinThatStoppedHalfWayIsResetAndDoneAgain() throws IOException {
        given(
                """
                - {command: kubeadm join, node: "*-control-plane-2", executions: [1], outcome: fail, at: midway}
                - {command: kubeadm join, node: "*-control-plane-3", executions: [1], outcome: drop, at: after}
                """);
        assertUp(up());
        assertThat(commands().times(SECOND, "kubeadm reset")).isEqualTo(1);
        assertThat(commands().outcomes(SECOND, "kubeadm join")).hasSize(2).endsWith("exit 0");
        assertThat(commands().times(THIRD, "kubeadm reset")).isZero();
        assertThat(commands().times(FIRST, "kubeadm reset")).isZero();
    }

    @Test
    void aRunThatStoppedBetweenTwoJoinsGoesOnWithTheSecond() throws IOException {
        given(
                """
                - {command: name-api, node: "*-control-plane-3", outcome: fail, stderr: "the disk is read-only"}
                """);
        Invocation.Output stopped = up();
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(stopped.last().path("failures").path(0).toString()).contains(THIRD, "the disk is read-only");
        assertThat(commands().times(WORKER, "kubeadm join")).isZero();
        given("");
        assertUp(ohmykube().run("resume", "--name", "dev", "-o", "json"));
        assertThat(commands().outcomes(SECOND, "kubeadm join")).containsExactly("exit 0");
        assertThat(commands().outcomes(THIRD, "kubeadm join")).containsExactly("exit 0");
    }

    private void assertUp(Invocation.Output output) {
        assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.DONE);
        List<String> nodes = new ArrayList<>();
        for (JsonNode node :
                ohmykube().run("list", "--name", "dev", "-o", "json").last().path("nodes")) {
            nodes.add(node.path("name").asText() + " " + node.path("role").asText() + " "
                    + node.path("status").asText());
        }
        assertThat(nodes)
                .containsExactly(
                        FIRST + " control-plane Ready",
                        SECOND + " control-plane Ready",
                        THIRD + " control-plane Ready",
                        WORKER + " worker Ready");
    }

    private Invocation.Output up() {
        return up("3");
    }

    private void assertDone(String... line) {
        Invocation.Output output = ohmykube().run(line);
        assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.DONE);
    }

    private List<String> apiSeenFrom(String node) throws IOException {
        return Files.readAllLines(machine(node).resolve("root/etc/hosts")).stream()
                .filter(line -> line.contains(" api.dev.ohmykube.internal "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private String kubeconfig() throws IOException {
        return Files.readString(cluster().resolve("kubeconfig"));
    }

    private Invocation.Output up(String masters, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "up",
                "--name",
                "dev",
                "--launcher",
                "simulated",
                "--masters",
                masters,
                "--workers",
                "1",
                "--csi",
                "none",
                "--lb",
                "none",
                "-o",
                "json"));
        line.addAll(List.of(more));
        return ohmykube().run(line.toArray(String[]::new));
    }

    private void given(String rules, String... more) throws IOException {
        Files.writeString(
                directory.resolve("scenario.yaml"),
                String.join("\n", more) + "\ncommandLog: " + commandsFile() + "\nrules:"
                        + (rules.isEmpty() ? " []" : "") + "\n" + rules);
    }

    private Invocation ohmykube() {
        return new Invocation(directory)
                .with("OHMYKUBE_SIMULATION", directory.resolve("scenario.yaml").toString())
                .within(SHORT);
    }

    private Path commandsFile() {
        return directory.resolve("commands.jsonl");
    }

    private RecordedCommands commands() throws IOException {
        return RecordedCommands.in(commandsFile());
    }

    private Path cluster() throws IOException {
        try (var found = Files.walk(directory)) {
            return found.filter(path -> path.endsWith("clusters/dev"))
                    .findFirst()
                    .orElse(directory.resolve("no-cluster"));
        }
    }

    private Path machine(String name) throws IOException {
        return cluster().resolve("machines").resolve(name);
    }

    private String addressOf(String name) throws IOException {
        String record = Files.readString(machine(name).resolve("machine.json"));
        return record.replaceAll("(?s).*\"address\"\\s*:\\s*\"([0-9.]+)\".*", "$1");
    }
}
