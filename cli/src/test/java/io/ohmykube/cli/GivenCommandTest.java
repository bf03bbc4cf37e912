package io.ohmykube.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.ClusterYaml;
import io.ohmykube.config.Home;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands beside a server that runs: it does the work, and nobody sees a difference. */
@Timeout(300)
class GivenCommandTest {
    @TempDir
    static Path directory;

    @TempDir
    static Path alone;

    private static ServedProgram server;

    @BeforeAll
    static void start() throws Exception {
        server = new ServedProgram(directory);
        server.logIn(server.password());
        // Here it is the command that removes clusters whose time is over, not the server by itself.
        server.setTimer("ttl-reaper", Instant.now().plus(Duration.ofDays(1)));
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(server.stop()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void theServerDoesTheWorkAndTheOutputIsTheSame() throws Exception {
        String[] up = {"up", "--name", "dev", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--workers", "1"};
        Invocation.Output here = new Invocation(alone).run(up);
        Invocation.Output there = new Invocation(directory).run(up);

        assertThat(there.exitCode()).as(there.out() + there.err()).isEqualTo(ExitCode.DONE);
        assertThat(lines(there.out(), directory)).containsExactlyInAnyOrderElementsOf(lines(here.out(), alone));
        assertThat(lines(there.err(), directory)).containsExactlyInAnyOrderElementsOf(lines(here.err(), alone));
        assertThat(runsAtServer("dev")).isEqualTo(1);

        String[] again = {"up", "--name", "dev", "-o", "json"};
        for (Path home : List.of(directory, alone)) {
            assertThat(new Invocation(home).run(again).last().path("result").asText())
                    .isEqualTo("DONE");
        }
        String[] wrong = {"add", "--name", "dev", "--cpu", "0"};
        assertThat(new Invocation(directory).run(wrong)).isEqualTo(new Invocation(alone).run(wrong));
        for (Path home : List.of(directory, alone)) {
            assertThat(new Invocation(home).run("down", "--name", "dev").exitCode())
                    .isEqualTo(ExitCode.DONE);
            assertThat(home.resolve("home/clusters/dev")).doesNotExist();
        }
    }

    /** Without what differs from run to run: times, addresses, where the home is, and the order of what is done at once. */
    private static List<String> lines(String text, Path home) {
        return text.replace(home.toString(), "HOME")
                .replaceAll("[0-9]{2}:[0-9]{2}:[0-9]{2}", "TIME")
                .replaceAll("10[.][0-9]+[.][0-9]+[.][0-9]+", "ADDRESS")
                .replaceAll("[0-9.]+ ?(ms|s|min)\\b", "LONG")
                .lines()
                .map(line -> line.replaceAll(" +", " "))
                .toList();
    }

    @Test
    void openShowsThePageOfTheServerThatDoesTheWork(@TempDir Path person) throws Exception {
        Visitor visitor = new Visitor(person);

        Invocation.Output up = new Invocation(directory)
                .with("BROWSER", visitor.program().toString())
                .run(
                        "up",
                        "--open",
                        "--name",
                        "shown",
                        "--launcher",
                        "simulated",
                        "--k8s-version",
                        "v1.33.0",
                        "--workers",
                        "1");

        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
        String link = visitor.shown();
        assertThat(link).startsWith(server.url() + "/#/clusters/shown?code=");
        assertThat(up.err()).containsOnlyOnce("Watch it at " + link);
        assertThat(visitor.follow(link).body()).contains("\"role\":\"user\"");
        assertThat(visitor.get("/api/v1/clusters/shown").path("phase").asText()).isEqualTo("ready");
    }

    @Test
    void ctrlCStopsTheWorkThereAndResumeGoesOn() throws Exception {
        Path scenario = Files.writeString(
                directory.resolve("scenario.yaml"), "rules: [{command: kubeadm join, outcome: hang}]\n");
        Map<String, String> simulation = Map.of("OHMYKUBE_SIMULATION", scenario.toString());
        try (RealProgram up = RealProgram.start(
                directory, simulation, "up", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--workers", "1")) {
            up.awaitText(up.cluster().resolve("machines/commands.jsonl"), "\"kubeadm join\"");
            Invocation.Output busy = new Invocation(directory).run("add");
            assertThat(busy.exitCode()).as(busy.out() + busy.err()).isEqualTo(ExitCode.BUSY);
            assertThat(busy.err()).contains("ohmykube up --launcher simulated");
            up.signal("INT");
            RealProgram.End end = up.end();

            assertThat(end.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(end.after()).isLessThan(Duration.ofSeconds(5));
            assertThat(end.lastError()).contains("ohmykube resume'").contains("ohmykube down'");
        }
        Invocation.Output resume = new Invocation(directory).run("resume");
        assertThat(resume.exitCode()).as(resume.out() + resume.err()).isEqualTo(ExitCode.DONE);
        assertThat(resume.out()).doesNotContain("Create machine");
    }

    @Test
    void aCommandGoesOnWhereNobodyHearsOfItAnyMore() throws Exception {
        Path scenario = Files.writeString(directory.resolve("slow.yaml"), "latency: 30ms\n");
        try (RealProgram up = RealProgram.start(
                directory,
                Map.of("OHMYKUBE_SIMULATION", scenario.toString()),
                "up",
                "--name",
                "left",
                "--launcher",
                "simulated",
                "--k8s-version",
                "v1.33.0",
                "--workers",
                "1")) {
            up.awaitText(directory.resolve("home/clusters/left/events.jsonl"), "STARTED");
            up.signal("KILL");
            up.end();
        }
        await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> server.get("/api/v1/clusters/left")
                                .json()
                                .path("phase")
                                .asText(),
                        "ready"::equals);
    }

    @Test
    void allClustersWhoseTimeIsOverAreRemovedByTheServerThatIsGivenTheCommand() {
        ClusterStore store = ClusterStore.in(new Home(directory.resolve("home")));
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Instant> clusters = Map.of("old-1", now, "old-2", now, "young", now.plus(Duration.ofHours(1)));
        clusters.forEach((name, expires) -> store.save(ClusterYaml.read(
                        "metadata: {name: " + name + "}\nspec: {launcher: simulated, version: v1.33.0, nodes: {master:"
                                + " {name: " + name + "-1}, workers: []}}",
                        name)
                .withExpires(expires)));

        Invocation.Output down = new Invocation(directory).run("down", "--expired");

        assertThat(down.exitCode()).as(down.out() + down.err()).isEqualTo(ExitCode.DONE);
        assertThat(down.out()).contains("Cluster old-1 is removed", "Cluster old-2 is removed");
        assertThat(store.names()).contains("young").doesNotContain("old-1", "old-2");
        store.remove("young");
    }

    @Test
    void filesAreLookedForWhereTheCommandWasTyped() throws Exception {
        Path typed = Files.createDirectory(directory.resolve("typed"));
        Files.writeString(typed.resolve("dev.yaml"), "spec: {launcher: simulated, version: v1.33.0}\n");
        Files.writeString(typed.resolve("hook.sh"), "true\n");

        String answer =
                given(ownToken(), "up", "-f", "dev.yaml", "--worker-hook-pre-system-init", "hook.sh", "--dry-run");

        assertThat(answer)
                .contains("\"exit\":0")
                .contains(typed.resolve("hook.sh").toString());
    }

    @Test
    void commandsAreForTheServersOwnUserAlone() throws Exception {
        assertThat(given(server.token(), "list")).contains("\"type\":\"forbidden\"");
    }

    @Test
    void aServerThatIsGoneIsNotMissed(@TempDir Path other) throws Exception {
        serverAt(other, 1);

        Invocation.Output up = new Invocation(other)
                .run("up", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--workers", "1");

        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void theNextServerIsAskedWhereNoneIsAnyMore() throws Exception {
        List<Path> left = List.of(
                serverAt(directory, "server-1.json", "http://127.0.0.1:1"),
                serverAt(directory, "server-2.json", server.url()));
        try {
            Invocation.Output up = new Invocation(directory)
                    .run(
                            "up",
                            "--name",
                            "second",
                            "--launcher",
                            "simulated",
                            "--k8s-version",
                            "v1.33.0",
                            "--workers",
                            "1");

            assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
            assertThat(runsAtServer("second")).isEqualTo(1);
        } finally {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aServerWithACertificateIsTakenByThatAlone(@TempDir Path other, @TempDir Path foreign) throws Exception {
        SelfSigned own = SelfSigned.make(other, "team.example");
        ServedProgram encrypted = new ServedProgram(
                other,
                Map.of(),
                own.client(),
                "--tls-certificate",
                own.certificate().toString(),
                "--tls-key",
                own.key().toString());
        try {
            String[] up = {
                "up", "--name", "safe", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--workers", "1"
            };
            Invocation.Output here = new Invocation(alone).run(up);
            Invocation.Output there = new Invocation(other).run(up);

            assertThat(there.exitCode()).as(there.out() + there.err()).isEqualTo(ExitCode.DONE);
            assertThat(lines(there.out(), other)).containsExactlyInAnyOrderElementsOf(lines(here.out(), alone));
            assertThat(lines(there.err(), other)).containsExactlyInAnyOrderElementsOf(lines(here.err(), alone));
            encrypted.useToken(
                    RunningServer.in(other.resolve("home/run")).get(0).token());
            assertThat(encrypted
                            .get("/engine-rest/history/process-instance?processDefinitionKey=cluster-up")
                            .json())
                    .hasSize(1);

            Path certificate = SelfSigned.make(foreign, "team.example").certificate();
            Files.copy(certificate, own.certificate(), StandardCopyOption.REPLACE_EXISTING);
            Invocation.Output refused = new Invocation(other).run("down", "--name", "safe");

            assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.err()).contains(own.certificate().toString(), "was not given", "ohmykube serve");
            assertThat(other.resolve("home/clusters/safe/cluster.yaml")).exists();
        } finally {
            assertThat(encrypted.stop()).isEqualTo(ExitCode.DONE);
        }
    }

    private static int runsAtServer(String cluster) throws Exception {
        return server.get("/engine-rest/history/process-instance?processDefinitionKey=cluster-up"
                        + "&processInstanceBusinessKey=" + cluster)
                .json()
                .size();
    }

    @Test
    void aServerThatDiesMeanwhileIsNamedAndWhatToDo(@TempDir Path other) throws Exception {
        HttpServer dying = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        dying.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"id\":\"1\"}\n{\"out\":\"begun\\n\"}\n".getBytes(UTF_8));
            exchange.close();
        });
        dying.start();
        try {
            serverAt(other, dying.getAddress().getPort());

            Invocation.Output up = new Invocation(other)
                    .run("up", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--workers", "1");

            assertThat(up.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(up.out()).isEqualTo("begun\n");
            assertThat(up.err()).contains("was lost", "'ohmykube serve'");
        } finally {
            dying.stop(0);
        }
    }

    @Test
    void aConnectionThatEndsBeforeAnyAnswerIsTriedOnceMoreWithTheSameKey(@TempDir Path other) throws Exception {
        HttpServer shaky = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> keys = new CopyOnWriteArrayList<>();
        shaky.createContext("/", exchange -> {
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            if (keys.size() > 1) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody()
                        .write("{\"id\":\"1\"}\n{\"out\":\"done\\n\"}\n{\"exit\":0}\n".getBytes(UTF_8));
            }
            exchange.close();
        });
        shaky.start();
        try {
            serverAt(other, shaky.getAddress().getPort());

            Invocation.Output up = new Invocation(other)
                    .run("up", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--workers", "1");

            assertThat(up).isEqualTo(new Invocation.Output(ExitCode.DONE, "done\n", ""));
            assertThat(keys).hasSize(2).doesNotContainNull();
            assertThat(keys.get(0)).isEqualTo(keys.get(1));
        } finally {
            shaky.stop(0);
        }
    }

    @Test
    void aServerTakesACommandOfOneKeyOnce() throws Exception {
        String command = body("list");
        String[] headers = {"Authorization", "Bearer " + ownToken(), "Idempotency-Key", "one"};

        assertThat(server.send("POST", "/api/v1/commands", command, headers).status())
                .isEqualTo(200);
        assertThat(server.send("POST", "/api/v1/commands", command, headers).status())
                .isEqualTo(409);
    }

    private static void serverAt(Path home, int port) throws Exception {
        serverAt(home, "server-" + port + ".json", "http://127.0.0.1:" + port);
    }

    private static Path serverAt(Path home, String name, String url) throws Exception {
        Path run = Files.createDirectories(home.resolve("home/run"));
        return Files.writeString(
                run.resolve(name),
                "{\"url\":\"" + url + "\",\"token\":\"t\",\"pid\":"
                        + ProcessHandle.current().pid() + ",\"certificate\":\"\"}");
    }

    private static String given(String token, String... arguments) throws Exception {
        return server.send("POST", "/api/v1/commands", body(arguments), "Authorization", "Bearer " + token)
                .body();
    }

    private static String body(String... arguments) throws Exception {
        return new ObjectMapper()
                .writeValueAsString(Map.of(
                        "arguments",
                        arguments,
                        "environment",
                        Map.of(
                                "HOME",
                                directory.toString(),
                                "OHMYKUBE_HOME",
                                directory.resolve("home").toString()),
                        "directory",
                        directory.resolve("typed").toString(),
                        "interactive",
                        false,
                        "colour",
                        false,
                        "unicode",
                        false));
    }

    private static String ownToken() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("home/run"))) {
            JsonNode file = new ObjectMapper()
                    .readTree(Files.readString(files.findFirst().orElseThrow()));
            return file.path("token").asText();
        }
    }
}
