package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import io.ohmykube.processes.OperationLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of simulated clusters, through the command line as a user has it. */
@Timeout(300)
class LifecycleTest {
    @TempDir
    Path directory;

    private Invocation ohmykube;

    @BeforeEach
    void start() {
        ohmykube = new Invocation(directory);
    }

    @Test
    void aClusterIsMadeScaledAndRemoved() throws IOException {
        Invocation.Output up = ohmykube.run("up", "--launcher", "simulated", "--workers", "1", "--download-kubeconfig");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
        assertThat(up.out()).contains("simulated").contains("Verify cluster  done");
        Path kubeconfig = directory.resolve("home/clusters/ohmykube/kubeconfig");
        assertThat(up.out().lines().reduce("", (before, line) -> line)).contains(kubeconfig.toString());
        assertThat(Files.getPosixFilePermissions(kubeconfig)).hasSize(2);
        assertThat(directory.resolve("kubeconfig")).content().contains("ohmykube");
        assertThat(nodes()).containsExactly("ohmykube-control-plane-1 Ready", "ohmykube-worker-1 Ready");

        Invocation.Output again = ohmykube.run("up");
        assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(again.out()).contains("is up to date").doesNotContain("started");

        Invocation.Output add = ohmykube.run("add", "--count", "2", "--cpu", "2", "-o", "json");
        assertThat(add.exitCode()).as(add.out()).isEqualTo(ExitCode.DONE);
        assertThat(add.last().path("result").asText()).isEqualTo("DONE");
        assertThat(add.documents())
                .anySatisfy(event -> assertThat(event.path("step").asText()).isEqualTo("Task_JoinNode"));
        assertThat(nodes()).hasSize(4).contains("ohmykube-worker-3 Ready");

        Invocation.Output delete = ohmykube.run("delete", "ohmykube-worker-1");
        assertThat(delete.exitCode()).as(delete.out() + delete.err()).isEqualTo(ExitCode.DONE);
        assertThat(delete.out()).contains("Drain node  done");
        assertThat(nodes()).hasSize(3).doesNotContain("ohmykube-worker-1 Ready");
        assertThat(ohmykube.run("delete", "ohmykube-control-plane-1").exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ohmykube.run("delete", "ohmykube-worker-1").exitCode()).isEqualTo(ExitCode.BAD_INPUT);

        assertThat(ohmykube.run("resume").out()).contains("Nothing to resume");
        assertThat(ohmykube.run("download-kubeconfig").exitCode()).isEqualTo(ExitCode.DONE);

        Invocation.Output down = ohmykube.run("down");
        assertThat(down.exitCode()).as(down.out() + down.err()).isEqualTo(ExitCode.DONE);
        assertThat(directory.resolve("home/clusters/ohmykube")).doesNotExist();
        assertThat(directory.resolve("kubeconfig")).content().doesNotContain("ohmykube");
        assertThat(ohmykube.run("down").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void resumeBeginsWhatACommandWroteDownAndDied() {
        assertThat(ohmykube.run("up", "--launcher", "simulated", "--workers", "2")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        ClusterStore store = ClusterStore.in(new Home(directory.resolve("home")));

        // As add leaves it when it is killed before its run has begun.
        store.update("ohmykube", cluster -> cluster.withStatus(status -> status.withoutNode("ohmykube-worker-2")));
        Invocation.Output add = ohmykube.run("resume", "-o", "json");
        assertThat(add.exitCode()).as(add.out() + add.err()).isEqualTo(ExitCode.DONE);
        assertThat(add.documents())
                .anySatisfy(event -> assertThat(event.path("node").asText()).isEqualTo("ohmykube-worker-2"));
        assertThat(nodes()).hasSize(3).contains("ohmykube-worker-2 Ready");

        // As up leaves it.
        phase(store, ClusterStatus.Phase.CREATING);
        Invocation.Output up = ohmykube.run("resume");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
        assertThat(up.out()).contains("is ready");

        // As down leaves it.
        phase(store, ClusterStatus.Phase.DELETING);
        Invocation.Output down = ohmykube.run("resume");
        assertThat(down.exitCode()).as(down.out() + down.err()).isEqualTo(ExitCode.DONE);
        assertThat(down.out()).contains("is removed");
        assertThat(directory.resolve("home/clusters/ohmykube")).doesNotExist();
    }

    private static void phase(ClusterStore store, ClusterStatus.Phase phase) {
        store.update("ohmykube", cluster -> cluster.withStatus(status -> status.withPhase(phase)));
    }

    @Test
    void aFailureForGoodIsTiedToItsNodeAndResumeGoesOnFromThere() throws IOException {
        Path scenario = scenario(
                """
                rules:
                - command: kubeadm init
                  outcome: fail
                  stderr: "port 6443 is in use"
                """);
        ohmykube.with("OHMYKUBE_SIMULATION", scenario.toString());
        Invocation.Output up = ohmykube.run("up", "--launcher", "simulated", "--workers", "1", "-o", "json");

        assertThat(up.exitCode()).isEqualTo(ExitCode.FAILED);
        JsonNode failure = up.last().path("failures").path(0);
        assertThat(failure.path("node").asText()).isEqualTo("ohmykube-control-plane-1");
        assertThat(failure.path("cause").asText()).contains("6443");
        assertThat(up.last().path("next").path(0).asText()).contains("resume");
        JsonNode status = ohmykube.run("status", "-o", "json").last();
        assertThat(status.at("/operation/state").asText()).isEqualTo("failed");
        assertThat(status.at("/operation/failed/0/node").asText()).isEqualTo("ohmykube-control-plane-1");
        assertThat(ohmykube.run("add").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ohmykube.run("add").err()).contains("resume");

        Files.writeString(scenario, "rules: []\n");
        Invocation.Output resume = ohmykube.run("resume");
        assertThat(resume.exitCode()).as(resume.out() + resume.err()).isEqualTo(ExitCode.DONE);
        assertThat(resume.out()).doesNotContain("Create machine");
        assertThat(nodes()).containsExactly("ohmykube-control-plane-1 Ready", "ohmykube-worker-1 Ready");
    }

    @Test
    void aMachineThatCannotBeMadeEndsTheWaitForAddOnsThatNeedIt() throws IOException {
        Path scenario = scenario(
                """
                rules:
                - command: launcher create
                  node: "*-worker-1"
                  outcome: fail
                  stderr: "the host is out of memory"
                """);
        ohmykube.with("OHMYKUBE_SIMULATION", scenario.toString());
        Invocation.Output up = ohmykube.run("up", "--launcher", "simulated", "--workers", "2", "-o", "json");

        assertThat(up.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(up.out())
                .contains("out of memory")
                .contains("no longer waited for, because 'Create machine of ohmykube-worker-1' has failed");

        Files.writeString(scenario, "rules: []\n");
        Invocation.Output resume = ohmykube.run("resume");
        assertThat(resume.exitCode()).as(resume.out() + resume.err()).isEqualTo(ExitCode.DONE);
        assertThat(nodes()).hasSize(3).allMatch(node -> node.endsWith(" Ready"));
    }

    @Test
    void anAddOnThatFailsLeavesAClusterThatWorksAndResumeTriesItAlone() throws IOException {
        Path scenario = scenario(
                """
                rules:
                - command: kubectl rollout status --kubeconfig /etc/kubernetes/admin.conf deployment controller
                  outcome: fail
                  stderr: "the deployment exceeded its progress deadline"
                """);
        ohmykube.with("OHMYKUBE_SIMULATION", scenario.toString());
        Path kubeconfig = directory.resolve("home/clusters/ohmykube/kubeconfig");
        Invocation.Output up = ohmykube.run("up", "--launcher", "simulated", "--workers", "1", "-o", "json");

        assertThat(up.exitCode()).isEqualTo(ExitCode.FAILED);
        JsonNode result = up.last();
        assertThat(result.path("failures")).hasSize(1);
        assertThat(result.at("/failures/0/node").asText()).isEqualTo("metallb");
        assertThat(result.at("/failures/0/cause").asText()).contains("progress deadline");
        assertThat(result.path("message").asText())
                .contains("works, but without add-on metallb", "KUBECONFIG=" + kubeconfig);
        assertThat(result.path("kubeconfig").asText()).isEqualTo(kubeconfig.toString());
        assertThat(kubeconfig).exists();
        assertThat(ohmykube.run("status").out())
                .contains("phase       Degraded")
                .contains("resume");
        assertThat(ohmykube.run("list").out()).contains("ohmykube   Degraded");
        assertThat(ohmykube.run("list", "-o", "json").last().path("phase").asText())
                .isEqualTo("Degraded");
        assertThat(nodes()).containsExactly("ohmykube-control-plane-1 Ready", "ohmykube-worker-1 Ready");

        Files.writeString(scenario, "rules: []\n");
        Invocation.Output resume = ohmykube.run("resume", "-o", "json");
        assertThat(resume.exitCode()).as(resume.out() + resume.err()).isEqualTo(ExitCode.DONE);
        assertThat(resume.documents().stream()
                        .filter(event -> event.path("event").asText().equals("STARTED"))
                        .map(event -> event.path("step").asText() + " "
                                + event.path("node").asText("")))
                .containsExactly(
                        "Task_AwaitAddOn metallb",
                        "Task_ConfigureAddOn metallb",
                        "Task_VerifyCluster ",
                        "Task_MarkReady ");
        assertThat(ohmykube.run("status").out()).contains("phase       Ready");
    }

    @Test
    void aClusterIsManagedWithoutTheDamagedRecordOfItsRuns() throws IOException {
        Path scenario = scenario(
                """
                rules:
                - command: launcher create
                  node: "*-worker-1"
                  outcome: fail
                  stderr: "the host is out of memory"
                - command: launcher create
                  node: "*-worker-3"
                  outcome: fail
                  stderr: "the host is out of memory"
                """);
        ohmykube.with("OHMYKUBE_SIMULATION", scenario.toString());
        assertThat(ohmykube.run("up", "--launcher", "simulated", "--workers", "2", "--lb", "none", "--csi", "none")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        damageRecord();

        assertThat(ohmykube.run("status").out()).contains("phase       Failed", "out of memory");
        Invocation.Output resume = ohmykube.run("resume");
        assertThat(resume.err()).contains("damaged", "engine.broken-", "ohmykube up'", "ohmykube down'");
        assertThat(resume.out()).contains("Nothing to resume");
        assertThat(ohmykube.run("status").out()).contains("up, given up").doesNotContain("resume");

        Files.writeString(scenario, Files.readString(scenario).replace("*-worker-1", "nobody"));
        Invocation.Output up = ohmykube.run("up");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
        assertThat(up.err()).doesNotContain("damaged");
        assertThat(up.out()).contains("runs already");
        assertThat(nodes()).hasSize(3).allMatch(node -> node.endsWith(" Ready"));

        damageRecord();
        Invocation.Output add = ohmykube.run("add");
        assertThat(add.err()).contains("damaged");
        assertThat(add.exitCode()).isEqualTo(ExitCode.FAILED);
        damageRecord();
        Files.writeString(scenario, "rules: []\n");
        Invocation.Output again = ohmykube.run("up");
        assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(ExitCode.DONE);
        assertThat(nodes()).hasSize(4).allMatch(node -> node.endsWith(" Ready"));

        damageRecord();
        Invocation.Output delete = ohmykube.run("delete", "ohmykube-worker-2");
        assertThat(delete.exitCode()).as(delete.out() + delete.err()).isEqualTo(ExitCode.DONE);
        assertThat(nodes()).hasSize(3);

        damageRecord();
        Invocation.Output down = ohmykube.run("down");
        assertThat(down.exitCode()).as(down.out() + down.err()).isEqualTo(ExitCode.DONE);
        assertThat(directory.resolve("home/clusters/ohmykube")).doesNotExist();
    }

    private void damageRecord() throws IOException {
        Path file = directory.resolve("home/clusters/ohmykube/engine.mv.db");
        byte[] bytes = new byte[(int) Files.size(file)];
        // Of a file that was only cut short, an earlier state can be whole.
        new Random(1).nextBytes(bytes);
        Files.write(file, bytes);
    }

    @Test
    void anInterruptedUpEndsWith130AndUpGoesOn() throws Exception {
        Path scenario = scenario(
                """
                rules:
                - command: kubeadm join
                  latency: 60s
                """);
        AtomicReference<Interrupts.Interruptible> interrupt = new AtomicReference<>();
        CompletableFuture<Invocation.Output> up = CompletableFuture.supplyAsync(() -> new Invocation(directory)
                .with("OHMYKUBE_SIMULATION", scenario.toString())
                .interruptedBy(interrupt::set)
                .run("up", "--launcher", "simulated", "--workers", "1"));
        Path events = directory.resolve("home/clusters/ohmykube/events.jsonl");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> up.isDone()
                        || (Files.exists(events) && Files.readString(events).contains("Task_JoinNode")));

        Invocation.Output busy = ohmykube.run("add");
        assertThat(busy.exitCode()).isEqualTo(ExitCode.BUSY);
        assertThat(busy.err())
                .contains("ohmykube up")
                .contains("pid " + ProcessHandle.current().pid());

        interrupt.get().stop();
        Invocation.Output interrupted = up.get();
        assertThat(interrupted.exitCode())
                .as(interrupted.out() + interrupted.err())
                .isEqualTo(ExitCode.INTERRUPTED);
        assertThat(interrupted.errors().get(interrupted.errors().size() - 1))
                .contains("resume")
                .contains("down");
        assertThat(ohmykube.run("status").out()).contains("resume");

        Invocation.Output again = ohmykube.run("up");
        assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(ExitCode.DONE);
        assertThat(again.out()).contains("Resuming the unfinished up");
        assertThat(nodes()).containsExactly("ohmykube-control-plane-1 Ready", "ohmykube-worker-1 Ready");
    }

    @Test
    @SuppressWarnings("try") // The lock is held, not used.
    void aBusyClusterSaysWhoHoldsIt() {
        ClusterStore store = ClusterStore.in(new Home(directory.resolve("home")));
        try (OperationLock lock = OperationLock.take(store.files("ohmykube"), "ohmykube up --workers 7")) {
            Invocation.Output output = ohmykube.run("up", "--launcher", "simulated");
            assertThat(output.exitCode()).isEqualTo(ExitCode.BUSY);
            assertThat(output.errors()).hasSize(1);
            assertThat(output.err())
                    .contains("ohmykube up --workers 7")
                    .contains("pid")
                    .contains("since");
        }
    }

    private Path scenario(String yaml) throws IOException {
        Path file = directory.resolve("scenario.yaml");
        Files.writeString(file, yaml);
        return file;
    }

    private List<String> nodes() {
        List<String> nodes = new ArrayList<>();
        for (JsonNode node : ohmykube.run("list", "-o", "json").last().path("nodes")) {
            nodes.add(node.path("name").asText() + " " + node.path("status").asText());
        }
        return nodes;
    }
}
