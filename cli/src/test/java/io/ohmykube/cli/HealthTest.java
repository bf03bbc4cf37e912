package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cli.operation.Interrupts.Interruptible;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.launcher.simulated.Scenario;
import io.ohmykube.launcher.simulated.SimulatedLauncher;
import io.ohmykube.launcher.ssh.SshRemotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What status and list say of nodes that are not well, on simulated machines. */
@Timeout(120)
class HealthTest {
    private static final String MASTER = "ohmykube-control-plane-1";
    private static final String WORKER = "ohmykube-worker-1";

    @TempDir
    private static Path made;

    @TempDir
    Path directory;

    private Invocation ohmykube;

    /** Made once: what is simulated lies in files alone. */
    @BeforeAll
    static void aClusterOfTwo() {
        Invocation.Output up = new Invocation(made).run("up", "--launcher", "simulated", "--workers", "1");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
    }

    @BeforeEach
    void aCopyOfIt() throws IOException {
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(made.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        ohmykube = new Invocation(directory);
    }

    @Test
    void aMachineThatIsDownIsSaidAtTheFirstLookAndWrittenIntoTheEventsOnce() throws IOException {
        assertThat(health(MASTER).path("state").asText()).isEqualTo("Ready");
        machines((launcher, ways) -> launcher.stop("ohmykube", WORKER));

        assertThat(ohmykube.run("status").out())
                .contains("phase       Degraded")
                .containsPattern(WORKER + " .*NodeDown .*its machine is stopped \\(for \\d+s\\)");
        assertThat(ohmykube.run("list").out()).containsPattern("Degraded +" + WORKER + " +worker +NodeDown");
        JsonNode down = health(WORKER);
        assertThat(down.path("state").asText()).isEqualTo("NodeDown");
        assertThat(down.path("cause").asText()).isEqualTo("its machine is stopped");
        assertThat(health(WORKER).path("since")).isEqualTo(down.path("since"));
        assertThat(events()).containsExactly("NodeDown " + WORKER);

        machines((launcher, ways) -> launcher.start("ohmykube", WORKER));
        assertThat(ohmykube.run("status").out()).contains("phase       Ready").doesNotContain("NodeDown");
        assertThat(events()).containsExactly("NodeDown " + WORKER, "NodeHealthy " + WORKER);
    }

    @Test
    void aMachineThatIsGoneIsSaidToBe() {
        machines((launcher, ways) -> launcher.delete("ohmykube", WORKER));

        assertThat(health(WORKER).path("cause").asText()).isEqualTo("its machine is gone");
    }

    @Test
    void aNodeThatTheApiServerCallsNotReadyIsDegraded() {
        machines((launcher, ways) -> ways.to(launcher.get("ohmykube", WORKER).orElseThrow())
                .execute(Command.of("systemctl", "stop", "kubelet")));

        assertThat(health(WORKER).path("state").asText()).isEqualTo("NotReady");
        assertThat(status().path("phase").asText()).isEqualTo("Degraded");
    }

    @Test
    void aMachineThatHangsIsUnreachableWithinSecondsAndTheOthersAreSeenAllTheSame() throws IOException {
        scenario("rules: [{command: 'true', node: " + WORKER + ", outcome: hang}]");
        long began = System.nanoTime();

        assertThat(health(WORKER).path("state").asText()).isEqualTo("Unreachable");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        assertThat(health(MASTER).path("state").asText()).isEqualTo("Ready");
    }

    @Test
    void anApiServerThatDoesNotAnswerIsTheControlPlanesFaultAlone() throws IOException {
        scenario(
                """
                rules:
                - command: kubectl get
                  outcome: fail
                  stderr: "The connection to the server 10.200.0.2:6443 was refused - did you specify the right host or port?"
                """);

        JsonNode master = health(MASTER);
        assertThat(master.path("state").asText()).isEqualTo("NotReady");
        assertThat(master.path("cause").asText()).startsWith("its API server does not answer");
        assertThat(health(WORKER).path("state").asText()).isEqualTo("Unknown");
    }

    @Test
    void whenNothingAnswersEveryNodeSaysWhy() {
        machines((launcher, ways) -> List.of(MASTER, WORKER).forEach(node -> launcher.stop("ohmykube", node)));

        assertThat(status().path("nodes")).hasSize(2).allSatisfy(node -> assertThat(
                        node.at("/health/cause").asText())
                .isEqualTo("its machine is stopped"));
    }

    @Test
    void addGoesOnAroundAWorkerThatIsDown() {
        machines((launcher, ways) -> launcher.stop("ohmykube", WORKER));

        Invocation.Output add = ohmykube.run("add", "--count", "1");

        assertThat(add.exitCode()).as(add.out() + add.err()).isEqualTo(ExitCode.DONE);
        assertThat(add.out()).contains("2 nodes are ready; down or unreachable: " + WORKER);
        assertThat(health("ohmykube-worker-2").path("state").asText()).isEqualTo("Ready");
        assertThat(status().path("phase").asText()).isEqualTo("Degraded");
    }

    @Test
    void looksLeaveNoTraceInTheLogsOfNodes() throws IOException {
        Path log = new Home(directory.resolve("home")).cluster("ohmykube").nodeLog(WORKER);
        long before = Files.size(log);

        ohmykube.run("status");

        assertThat(log).hasSize(before);
    }

    @Test
    void watchingGoesOnUntilItIsInterrupted() {
        AtomicReference<Interruptible> listening = new AtomicReference<>();
        CompletableFuture<Invocation.Output> watching = CompletableFuture.supplyAsync(
                () -> new Invocation(directory).interruptedBy(listening::set).run("status", "--watch", "-o", "json"));
        await().atMost(Duration.ofSeconds(30)).until(() -> listening.get() != null);
        machines((launcher, ways) -> launcher.stop("ohmykube", WORKER));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(events()).contains("NodeDown " + WORKER));
        machines((launcher, ways) -> launcher.start("ohmykube", WORKER));
        // What is written down is told after that, at the latest before what is written down next.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(events()).contains("NodeHealthy " + WORKER));

        listening.get().stop();

        Invocation.Output output = watching.join();
        assertThat(output.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(output.documents())
                .extracting(seen -> seen.path("phase").asText())
                .contains("Degraded");
    }

    private JsonNode status() {
        return ohmykube.run("status", "-o", "json").last();
    }

    private JsonNode health(String name) {
        for (JsonNode node : status().path("nodes")) {
            if (node.path("name").asText().equals(name)) {
                return node.path("health");
            }
        }
        throw new AssertionError("no node " + name);
    }

    private List<String> events() throws IOException {
        return Files.readAllLines(
                        new Home(directory.resolve("home")).cluster("ohmykube").events())
                .stream()
                .filter(line -> line.contains("\"event\""))
                .map(line -> line.replaceFirst(".*\"event\":\"(\\w+)\",\"node\":\"([^\"]+)\".*", "$1 $2"))
                .toList();
    }

    private void scenario(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("scenario.yaml"), yaml);
        ohmykube.with("OHMYKUBE_SIMULATION", file.toString());
    }

    /** Does something to machines behind the back of ohmykube. */
    private void machines(BiConsumer<SimulatedLauncher, Remotes> deed) {
        Home home = new Home(directory.resolve("home"));
        try (SimulatedLauncher launcher = new SimulatedLauncher(home, Scenario.NONE);
                Remotes ways = new SshRemotes(ClusterStore.in(home))) {
            deed.accept(launcher, ways);
        }
    }
}
