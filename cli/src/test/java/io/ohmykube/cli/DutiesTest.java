package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import io.ohmykube.launcher.simulated.Scenario;
import io.ohmykube.launcher.simulated.SimulatedLauncher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the server does by itself, when a timer is due. The tests let the time pass as an administrator can, in Cockpit. */
@Timeout(300)
class DutiesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(200);

    @TempDir
    static Path directory;

    private static final AdvancedClock CLOCK = new AdvancedClock();

    private static ServedProgram server;
    private static ClusterStore store;

    @BeforeAll
    static void start() throws Exception {
        Path scenario = Files.writeString(
                directory.resolve("scenario.yaml"),
                """
                rules:
                - {command: kubeadm init, node: "half-*", executions: [1], outcome: hang}
                - {command: launcher delete, node: "lasting-*", outcome: fail, stderr: the machine is in use}
                """);
        server = new ServedProgram(directory, Map.of("OHMYKUBE_SIMULATION", scenario.toString()), null, CLOCK);
        server.logIn(String.valueOf(server.password()));
        store = ClusterStore.in(new Home(directory.resolve("home")));
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(server.stop()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void removesAClusterWhoseTimeIsOverAndNoOther() throws Exception {
        make("over");
        make("later");
        awaitReady("over");
        awaitReady("later");
        expire("over", Duration.ofSeconds(-1));
        expire("later", Duration.ofHours(1));

        letTimePass("ttl-reaper");

        await().atMost(PATIENCE).until(() -> server.get("/api/v1/clusters/over").status() == 404);
        assertThat(directory.resolve("home/clusters/over")).doesNotExist();
        assertThat(server.get("/api/v1/clusters/later").json().path("phase").asText())
                .isEqualTo("ready");
    }

    @Test
    void removesAClusterThatIsHalfMadeWhileItIsBeingMade() throws Exception {
        make("half");
        await().atMost(PATIENCE)
                .until(() -> Files.exists(commands("half"))
                        && Files.readString(commands("half")).contains("\"command\":\"kubeadm init\""));
        expire("half", Duration.ofSeconds(-1));

        letTimePass("ttl-reaper");

        await().atMost(PATIENCE).until(() -> server.get("/api/v1/clusters/half").status() == 404);
    }

    @Test
    void leavesARemovalThatGotStuckAloneForAWhileAndTriesItAgainThen() throws Exception {
        make("lasting");
        awaitReady("lasting");
        expire("lasting", Duration.ofSeconds(-1));
        letTimePass("ttl-reaper");
        await().atMost(PATIENCE)
                .until(() -> newest("lasting").path("state").asText().equals("stuck"));
        JsonNode stuck = newest("lasting");

        long before = ended("ttl-reaper");
        letTimePass("ttl-reaper");
        await().atMost(PATIENCE).until(() -> ended("ttl-reaper") > before);

        assertThat(stuck.path("process").asText()).isEqualTo("cluster-down");
        assertThat(newest("lasting")).isEqualTo(stuck);

        long attempts = removals("lasting");
        CLOCK.advance(Duration.ofMinutes(11));
        letTimePass("ttl-reaper");
        await().atMost(PATIENCE).until(() -> removals("lasting") > attempts);
    }

    @Test
    void writesDownWhichNodeWentAwayAndThatItCameBack() throws Exception {
        make("watched");
        awaitReady("watched");
        List<String> heard = new CopyOnWriteArrayList<>();
        server.listen("/api/v1/events?cluster=watched&from=start", heard::add);
        try (SimulatedLauncher machines = new SimulatedLauncher(new Home(directory.resolve("home")), Scenario.NONE)) {
            machines.stop("watched", "watched-worker-1");
            letTimePass("health-watch");
            await().atMost(PATIENCE).until(() -> events("watched").contains("\"event\":\"NodeDown\""));
            await().atMost(PATIENCE).until(() -> health("watched-worker-1").equals("down"));
            machines.start("watched", "watched-worker-1");
        }
        letTimePass("health-watch");

        await().atMost(PATIENCE).until(() -> events("watched").contains("\"event\":\"NodeHealthy\""));
        await().atMost(PATIENCE).until(() -> health("watched-worker-1").equals("healthy"));
        await().atMost(PATIENCE)
                .until(() -> heard.stream().filter("event:node"::equals).count() >= 2);
    }

    private static void make(String name) throws Exception {
        ServedProgram.Answer made = server.send(
                "POST",
                "/api/v1/clusters",
                "apiVersion: ohmykube.io/v1alpha1\nkind: Cluster\nmetadata: {name: " + name
                        + "}\nspec: {launcher: simulated, version: v1.33.0, nodes: {workers: [{count: 1}]}}\n");
        assertThat(made.status()).as(made.body()).isEqualTo(202);
    }

    /** Until it is made, and nobody works on it any more. */
    private static void awaitReady(String name) {
        await().atMost(PATIENCE).until(() -> {
            JsonNode cluster = server.get("/api/v1/clusters/" + name).json();
            return cluster.path("phase").asText().equals("ready") && server.isAtRest(name);
        });
    }

    private static void expire(String name, Duration in) {
        store.update(name, cluster -> cluster.withExpires(Instant.now().plus(in)));
    }

    private static void letTimePass(String process) {
        server.setTimer(process, Instant.now().minusSeconds(1));
    }

    private static long ended(String process) throws Exception {
        return server.get("/engine-rest/history/process-instance/count?finished=true&processDefinitionKey=" + process)
                .json()
                .path("count")
                .asLong();
    }

    private static JsonNode newest(String name) throws Exception {
        return server.get("/api/v1/clusters/" + name + "/processes").json().path(0);
    }

    private static String health(String node) throws Exception {
        for (JsonNode one : server.get("/api/v1/clusters/watched/nodes").json()) {
            if (one.path("name").asText().equals(node)) {
                return one.path("health").asText();
            }
        }
        return "no such node";
    }

    private static Path commands(String name) {
        return store.files(name).directory().resolve("machines/commands.jsonl");
    }

    /** How often a machine of the cluster was to be removed. */
    private static long removals(String name) throws Exception {
        try (Stream<String> all = Files.lines(commands(name))) {
            return all.filter(line -> line.contains("\"command\":\"launcher delete\""))
                    .count();
        }
    }

    private static String events(String name) throws Exception {
        return Files.readString(store.files(name).events());
    }
}
