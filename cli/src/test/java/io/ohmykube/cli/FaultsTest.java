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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults that are not crashes, in whole operations: what becomes of the cluster, what was run, what a person reads. */
@Timeout(120)
class FaultsTest {
    private static final String CONTROL_PLANE = "dev-control-plane-1";
    private static final String WORKER = "dev-worker-1";

    private static final Deadlines SHORT = withApi(Duration.ofSeconds(2));

    @TempDir
    Path directory;

    private Path scenario;
    private Path log;

    @BeforeEach
    void nameFiles() {
        scenario = directory.resolve("scenario.yaml");
        log = directory.resolve("commands.jsonl");
    }

    @Test
    void anSshServerThatRestartsInMidCommandCostsOneAttemptAtTheStep() throws IOException {
        given(
                """
                - {command: prepare-system, node: "*-worker-1", executions: [1], outcome: drop, at: after}
                - {command: install-package kubelet, node: "*-worker-1", executions: [1], outcome: drop}
                """);
        assertUp(up());
        assertThat(commands().outcomes(WORKER, "prepare-system"))
                .containsExactly("exit 0, connection dropped", "exit 0");
        assertThat(commands().times(WORKER, "install-package", "kubelet")).isEqualTo(2);
        assertThat(commands().times(WORKER, "launcher create"))
                .as("the machine is not replaced")
                .isEqualTo(1);
    }

    @Test
    void whatGoesOnUnheardIsWaitedForAndFoundDone() throws IOException {
        given(
                """
                - {command: kubeadm init, executions: [1], latency: 1s, outcome: disconnect}
                - {command: kubeadm join, executions: [1], latency: 1s, outcome: disconnect}
                - {command: kubectl apply, counted: together, executions: [1], outcome: drop, at: after}
                """);
        assertUp(up());
        assertThat(commands().outcomes(CONTROL_PLANE, "kubeadm init")).containsExactly("exit 0");
        assertThat(commands().outcomes(WORKER, "kubeadm join")).containsExactly("exit 0");
        assertThat(commands().times(CONTROL_PLANE, "kubeadm reset")).isZero();
        assertThat(commands().times(WORKER, "kubeadm reset")).isZero();
    }

    @Test
    void whatNeverBeganIsDoneWithoutACleanUp() throws IOException {
        given(
                """
                - {command: run-kubeadm init, executions: [1], outcome: drop}
                - {command: run-kubeadm join, executions: [1], outcome: drop}
                - {command: kubectl apply, counted: together, executions: [1], outcome: drop}
                """);
        assertUp(up());
        assertThat(commands().outcomes(CONTROL_PLANE, "kubeadm init")).containsExactly("exit 0");
        assertThat(commands().outcomes(WORKER, "kubeadm join")).containsExactly("exit 0");
        assertThat(commands().times(WORKER, "kubeadm reset")).isZero();
    }

    @Test
    void aNodeThatLeavesUnderABrokenConnectionLeavesOnce() throws IOException {
        given("");
        assertUp(up());
        given(
                """
                - {command: kubectl drain, executions: [1], outcome: drop, at: after}
                - {command: kubectl delete, executions: [1], outcome: drop, at: after}
                """);
        Invocation.Output delete = ohmykube().run("delete", WORKER, "--name", "dev");
        assertThat(delete.exitCode()).as(delete.out() + delete.err()).isEqualTo(ExitCode.DONE);
        assertThat(nodes()).containsExactly(CONTROL_PLANE + " Ready");
        assertThat(commands().times(CONTROL_PLANE, "kubectl drain")).isEqualTo(2);
    }

    @Test
    void aMachineWhoseMakingWasNotAnsweredIsNotMadeTwice() throws IOException {
        given(
                """
                - {command: launcher create, node: "*-worker-1", executions: [1], outcome: drop, at: after}
                """);
        Invocation.Output up = up();
        assertThat(up.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure(up)).contains(WORKER);
        given("");
        assertUp(ohmykube().run("resume", "--name", "dev", "-o", "json"));
        assertThat(Files.readString(log)).as("no machine was deleted").doesNotContain("launcher delete");
    }

    @Test
    void aNodeThatRebootsInMidInitialisationIsResetAndInitialisedAgain() throws IOException {
        given(
                """
                - {command: kubeadm init, executions: [1], outcome: reboot, at: midway}
                - {command: kubeadm join, executions: [1], outcome: reboot, at: midway}
                """);
        assertUp(up());
        for (List<String> one : List.of(List.of(CONTROL_PLANE, "kubeadm init"), List.of(WORKER, "kubeadm join"))) {
            assertThat(commands().times(one.get(0), one.get(1))).isEqualTo(2);
            commands().assertCleanedBetween(one.get(0), one.get(1), "kubeadm reset");
        }
    }

    @Test
    void aNodeThatDoesNotComeUpIsMadeAnewOnce() throws IOException {
        given(
                """
                - {command: boot, node: "*-worker-1", executions: [1], outcome: fail}
                """);
        Invocation.Output up = up();
        assertUp(up);
        assertThat(up.out()).contains("no answer over SSH within 1 s");
    }

    @Test
    void aNodeThatNeverComesUpIsAnIncidentAfterItWasMadeAnewOnce() throws IOException {
        given("""
                - {command: boot, node: "*-worker-1", outcome: fail}
                """);
        Invocation.Output up = up();
        assertThat(up.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure(up))
                .contains("\"cause\":\"" + WORKER + ": no answer over SSH within 1 s")
                .contains("\"refusal\":\"its machine has been replaced once already")
                .contains("ohmykube --name dev resume");
        assertThat(Files.readString(directory.resolve("home/clusters/dev/events.jsonl"))
                        .lines()
                        .filter(line -> line.contains("Task_CreateMachine") && line.contains("DONE"))
                        .filter(line -> line.contains(WORKER)))
                .as("machines made for the worker")
                .hasSize(2);

        given("");
        assertUp(ohmykube().run("resume", "--name", "dev", "-o", "json"));
    }

    @Test
    void anApiServerThatIsSlowOrAwayForAWhileCostsNoAttempt() throws IOException {
        given(
                """
                - {command: kubectl apply, latency: 300ms}
                - command: kubectl
                  counted: together
                  executions: [6, 7, 8, 9, 10, 11, 12, 13]
                  outcome: fail
                  stderr: "The connection to the server 10.200.0.2:6443 was refused - did you specify the right host or port?"
                """);
        // How the failures are shared among those who ask is chance: one may get nearly all of them.
        assertUp(up(ohmykube().within(withApi(Duration.ofSeconds(20)))));
        assertThat(Files.readString(directory.resolve("home/clusters/dev/events.jsonl")))
                .doesNotContain("RETRYING");
        assertThat(commands().outcomes(CONTROL_PLANE, "kubeadm init")).containsExactly("exit 0");
    }

    @Test
    void anApiServerThatStaysAwayIsNamedWithTheTimeItWasWaitedFor() throws IOException {
        given(
                """
                - {command: kubectl apply, outcome: fail, stderr: "Unable to connect to the server: net/http: TLS handshake timeout"}
                """);
        Invocation.Output up = up();
        assertThat(up.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(up.out())
                .contains(CONTROL_PLANE + ": the API server does not answer: Unable to connect to the server:"
                        + " net/http: TLS handshake timeout (looked again and again for 2 s)")
                .doesNotContain("RETRYING");
    }

    @Test
    void aFullDiskOnANodeIsForAPersonAndLeavesNothingHalfMade() throws IOException {
        given(
                """
                - command: install-package kubelet
                  node: "*-worker-1"
                  outcome: fail
                  stderr: "tar: usr/bin/kubelet: Cannot write: No space left on device"
                """);
        Invocation.Output up = up();
        assertThat(up.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure(up))
                .contains(WORKER)
                .contains("No space left on device")
                .contains("make room on that disk");
        assertThat(commands().times(WORKER, "install-package", "kubelet"))
                .as("no blind retry")
                .isEqualTo(1);

        given("");
        assertUp(ohmykube().run("resume", "--name", "dev", "-o", "json"));
    }

    @Test
    void aTokenThatExpiresInAnHoursSleepIsReplacedByANewOneAfterAReset() throws IOException {
        given("""
                - {command: kubeadm join, executions: [1], asleep: 1h}
                """);
        assertUp(up());
        assertThat(commands().outcomes(WORKER, "kubeadm join")).containsExactly("exit 1", "exit 0");
        commands().assertCleanedBetween(WORKER, "kubeadm join", "kubeadm reset");
    }

    @Test
    void certificatesThatHaveExpiredAreNamedWithTheirRemedy() throws IOException {
        given("");
        assertUp(up());
        given("""
                - {command: join-facts, executions: [1], asleep: 9000h}
                """);
        Invocation.Output add = ohmykube().run("add", "--name", "dev", "-o", "json");
        assertThat(add.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure(add))
                .contains("x509: certificate has expired")
                .contains("kubeadm certs renew all")
                .contains("resume");
    }

    private void given(String rules) throws IOException {
        Files.writeString(scenario, "commandLog: " + log + "\nrules:" + (rules.isEmpty() ? " []" : "") + "\n" + rules);
    }

    private Invocation ohmykube() {
        return new Invocation(directory)
                .with("OHMYKUBE_SIMULATION", scenario.toString())
                .within(SHORT);
    }

    private static Deadlines withApi(Duration limit) {
        return new Deadlines(
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                limit,
                Duration.ofMillis(50));
    }

    private Invocation.Output up() {
        return up(ohmykube());
    }

    private static Invocation.Output up(Invocation ohmykube) {
        return ohmykube.run(
                "up",
                "--name",
                "dev",
                "--launcher",
                "simulated",
                "--workers",
                "1",
                "--csi",
                "none",
                "--lb",
                "none",
                "-o",
                "json");
    }

    private void assertUp(Invocation.Output output) {
        assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.DONE);
        assertThat(nodes()).containsExactly(CONTROL_PLANE + " Ready", WORKER + " Ready");
    }

    private List<String> nodes() {
        List<String> nodes = new ArrayList<>();
        for (JsonNode node :
                ohmykube().run("list", "--name", "dev", "-o", "json").last().path("nodes")) {
            nodes.add(node.path("name").asText() + " " + node.path("status").asText());
        }
        return nodes;
    }

    private static String failure(Invocation.Output output) {
        return output.last().path("failures").path(0).toString();
    }

    private RecordedCommands commands() throws IOException {
        return RecordedCommands.in(log);
    }
}
