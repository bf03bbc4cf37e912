package io.ohmykube.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.ClusterYaml;
import io.ohmykube.config.Home;
import io.ohmykube.processes.OperationLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as programs and browsers have it; one for all tests, for it takes seconds to start. */
@Timeout(300)
class ServeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(200);

    @TempDir
    static Path directory;

    private static ServedProgram server;
    private static @Nullable String password;

    @BeforeAll
    static void start() throws Exception {
        server = new ServedProgram(directory);
        password = server.password();
        server.logIn(password);
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(server.stop()).isEqualTo(ExitCode.DONE);
        assertThat(directory.resolve("home/run")).isEmptyDirectory();
    }

    @Test
    void keepsNoPasswordAndLetsNobodyElseReadItsFiles() throws Exception {
        Path accounts = directory.resolve("home/server/accounts.json");
        assertThat(Files.readString(accounts)).contains("$2a$").doesNotContain(password);
        try (Stream<Path> run = Files.list(directory.resolve("home/run"))) {
            List<Path> files = Stream.concat(run, Stream.of(accounts)).toList();
            assertThat(files).hasSize(2).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void answersOnlyHealthChecksAndThePageThatAsksForALoginWithoutOne() throws Exception {
        assertThat(server.get("/", "Authorization", "none").body()).startsWith("<!doctype html>");
        for (String path : List.of("/health", "/health/live", "/health/ready")) {
            assertThat(server.get(path, "Authorization", "none").status())
                    .as(path)
                    .isEqualTo(200);
        }
        for (String path : List.of(
                "/api/v1/clusters",
                "/api/v1/events",
                "/api/v1/accounts",
                "/metrics",
                "/docs",
                "/v3/api-docs",
                "/camunda/app/cockpit/default/",
                "/camunda/app/admin/default/setup/",
                "/engine-rest/process-definition")) {
            for (String token : List.of("none", "Bearer x", "Bearer " + "y".repeat(4000))) {
                ServedProgram.Answer answer = server.get(path, "Authorization", token);
                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.error()).isEqualTo("unauthenticated");
            }
        }
        assertThat(server.send("POST", "/api/v1/session", "{\"username\":\"admin\",\"password\":\"wrong\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void refusesWhatNoClientOfItsOwnSends() throws Exception {
        assertThat(server.get("/api/v1/clusters", "Origin", "http://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(server.send("POST", "/api/v1/session", "{}", "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(server.get("/api/v1/clusters", "Origin", server.url()).status())
                .isEqualTo(200);
        refused("GET", "/api/v1/clusters/..%2f..%2fetc", null, 400);
        refused("GET", "/api/v1/clusters/%2e%2e/x", null, 400);
        refused("GET", "/api/v1/clusters/a.b", null, 404);
        refused("GET", "/api/v1/clusters/none/processes/x", null, 404);
        refused("GET", "/api/v1/nothing", null, 404);
        refused("PATCH", "/api/v1/clusters", null, 405);
        refused("POST", "/api/v1/clusters", "a".repeat(1 << 21), 413);
        refused("POST", "/api/v1/clusters", "kind: [", 400);
        refused(
                "POST",
                "/api/v1/clusters",
                "apiVersion: ohmykube.io/v1alpha1\nkind: Cluster\nspec: {launcher: none}",
                400);
        refused("POST", "/api/v1/session", "{\"username\":[1],\"password\":{}}", 400);
        refused("POST", "/api/v1/session", "{\"user\":\"admin\"}", 400);
        refused("DELETE", "/api/v1/clusters/none?force=perhaps", null, 400);
        refused("GET", "/api/v1/events?from=yesterday", null, 400);
        assertThat(server.send("POST", "/api/v1/clusters", "{}", "Content-Type", "text/html")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void answersOnlyToNamesOfItsOwn() throws Exception {
        assertThat(server.askAs("localhost", "/health")).contains(" 200");
        for (String foreign : List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "[::2]")) {
            assertThat(server.askAs(foreign, "/health")).as(foreign).contains(" 421");
            assertThat(server.askAs(foreign, "/api/v1/clusters")).as(foreign).contains(" 421");
        }
    }

    /** An answer that is written by a thread of its own would come in between otherwise, and end without a word. */
    @Test
    void headersThatAllAnswersHaveStandBeforeThoseOfThisOne() throws Exception {
        List<String> names = server.head("localhost", "/page.js").stream()
                .map(line -> line.replaceFirst(":.*", ""))
                .toList();

        assertThat(names).containsSubsequence("X-Content-Type-Options", "X-Frame-Options", "Last-Modified");
    }

    @Test
    void takesNoWorkflowFromElsewhereThanTheCommandThatLooksAtIt() throws Exception {
        long before = deployments();
        for (String document : List.of(
                "<definitions><process id='x' isExecutable='true'/></definitions>",
                "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]><x>&c;</x>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>")) {
            String body = "--part\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bpmn\"\r\n\r\n" + document
                    + "\r\n--part--\r\n";
            for (String path : List.of(
                    "/engine-rest/deployment/create",
                    "/engine-rest/engine/default/deployment/create",
                    "/engine-rest/%64eployment/create",
                    "/camunda/api/engine/engine/default/deployment/create")) {
                ServedProgram.Answer answer =
                        server.send("POST", path, body, "Content-Type", "multipart/form-data; boundary=part");
                assertThat(answer.status()).as(path).isEqualTo(403);
                assertThat(answer.error()).isEqualTo("forbidden");
                assertThat(answer.body()).contains("ohmykube workflow apply").doesNotContain("root:");
            }
        }
        assertThat(server.send("DELETE", "/engine-rest/deployment/x", null).status())
                .isEqualTo(403);
        assertThat(deployments()).isEqualTo(before);
    }

    @Test
    void runsNoExpressionsOfStoredQueries() throws Exception {
        ServedProgram.Answer made = server.send(
                "POST",
                "/engine-rest/filter/create",
                "{\"resourceType\":\"Task\",\"name\":\"n\",\"query\":{\"assigneeExpression\":\"${1+1}\"}}");
        assertThat(made.status()).isEqualTo(400);
        assertThat(made.body()).contains("Expressions are forbidden in stored queries");
    }

    private static long deployments() throws Exception {
        return server.get("/engine-rest/deployment/count").json().path("count").asLong();
    }

    private static void refused(String method, String path, @Nullable String body, int status) throws Exception {
        ServedProgram.Answer answer = server.send(method, path, body);
        assertThat(answer.status())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(status);
        assertThat(answer.json().path("error").path("status").asInt()).isEqualTo(status);
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("io.ohmykube.")
                .doesNotContain("\tat ");
    }

    @Test
    void keepsCockpitAndAccountsForAdministrators() throws Exception {
        assertThat(server.get("/engine-rest/engine").body()).contains("default");
        assertThat(server.get("/camunda/app/cockpit/default/").body()).contains("Camunda Cockpit");
        assertThat(server.get("/camunda/app/admin/default/setup/").status()).isEqualTo(403);
        assertThat(server.send(
                                "POST",
                                "/camunda/api/admin/setup/default/user/create",
                                "{\"profile\":{\"id\":\"eve\"},\"credentials\":{\"password\":\"eve\"}}")
                        .status())
                .isEqualTo(403);
        assertThat(server.send(
                                "POST",
                                "/api/v1/accounts",
                                "{\"username\":\"ada\",\"password\":\"a long password\",\"role\":\"user\"}")
                        .status())
                .isEqualTo(201);
        JsonNode login = server.send(
                        "POST", "/api/v1/session", "{\"username\":\"ada\",\"password\":\"a long password\"}")
                .json();
        String ada = "Bearer " + login.path("token").asText();
        assertThat(server.get("/api/v1/clusters", "Authorization", ada).status())
                .isEqualTo(200);
        for (String path : List.of("/engine-rest/engine", "/camunda/app/cockpit/default/", "/api/v1/accounts")) {
            assertThat(server.get(path, "Authorization", ada).status()).as(path).isEqualTo(403);
        }
        assertThat(server.send("DELETE", "/api/v1/accounts/ada", null).status()).isEqualTo(204);
        assertThat(server.get("/api/v1/clusters", "Authorization", ada).status())
                .isEqualTo(401);
        assertThat(server.send("DELETE", "/api/v1/accounts/admin", null).status())
                .isEqualTo(409);
    }

    @Test
    void aLinkLetsABrowserInOnceAndAsNoAdministrator() throws Exception {
        ServedProgram.Answer made = server.send("POST", "/api/v1/links", "", "Authorization", "Bearer " + ownToken());
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        String link = made.raw().body();

        ServedProgram.Answer login = server.send("POST", "/api/v1/session/link", link, "Authorization", "none");
        assertThat(login.status()).as(login.body()).isEqualTo(200);
        assertThat(login.json().path("role").asText()).isEqualTo("user");
        assertThat(login.raw().headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict");
        String visitor = "Bearer " + login.json().path("token").asText();
        assertThat(server.get("/api/v1/session", "Authorization", visitor)
                        .json()
                        .path("role")
                        .asText())
                .isEqualTo("user");
        assertThat(server.get("/api/v1/clusters", "Authorization", visitor).status())
                .isEqualTo(200);
        for (String path : List.of("/engine-rest/engine", "/camunda/app/cockpit/default/", "/api/v1/accounts")) {
            assertThat(server.get(path, "Authorization", visitor).status())
                    .as(path)
                    .isEqualTo(403);
        }
        for (String notOwn : List.of(visitor, "Bearer " + server.token())) {
            assertThat(server.send("POST", "/api/v1/links", "", "Authorization", notOwn)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(server.send("POST", "/api/v1/links", "", "Authorization", "none")
                        .status())
                .isEqualTo(401);
        for (String worthless : List.of(link, "{\"code\":\"x\"}", "{}")) {
            assertThat(server.send("POST", "/api/v1/session/link", worthless, "Authorization", "none")
                            .status())
                    .isEqualTo(401);
        }
        String code = made.json().path("code").asText();
        assertThat(code).isNotEmpty();
        try (Stream<Path> files = Files.walk(directory.resolve("home"))) {
            List<Path> telling = files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, code))
                    .toList();
            assertThat(telling).isEmpty();
        }
        assertThat(server.printed()).doesNotContain(code);
    }

    @Test
    void anAdministratorWhoFollowsALinkStaysOne() throws Exception {
        String link = server.send("POST", "/api/v1/links", "", "Authorization", "Bearer " + ownToken())
                .body();

        ServedProgram.Answer login = server.send("POST", "/api/v1/session/link", link);

        assertThat(login.json().path("role").asText()).isEqualTo("admin");
        assertThat(login.raw().headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static String ownToken() {
        return RunningServer.in(directory.resolve("home/run")).get(0).token();
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void makesChangesAndRemovesClustersAndTellsOfEveryEvent() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        server.listen("/api/v1/events", events::add);
        for (int n = 1; n <= 3; n++) {
            ServedProgram.Answer made = server.send("POST", "/api/v1/clusters", cluster("dev" + n));
            assertThat(made.status()).as(made.body()).isEqualTo(202);
            assertThat(made.raw().headers().firstValue("Location")).contains("/api/v1/clusters/dev" + n);
        }
        assertThat(server.send("POST", "/api/v1/clusters", cluster("dev1")).status())
                .isEqualTo(409);
        IntStream.rangeClosed(1, 3).forEach(n -> awaitProcess("dev" + n, "cluster-up", "completed"));
        assertThat(Instant.parse(server.get("/api/v1/clusters/dev2")
                        .json()
                        .path("expires")
                        .asText()))
                .isCloseTo(Instant.now().plus(Duration.ofHours(6)), within(10, ChronoUnit.MINUTES));

        JsonNode newest = server.get("/api/v1/clusters/dev1/processes").json().path(0);
        JsonNode process = server.get(
                        "/api/v1/clusters/dev1/processes/" + newest.path("id").asText())
                .json();
        assertThat(process.path("steps").size()).isGreaterThan(20);
        assertThat(process.path("steps")
                        .path(0)
                        .path("attempts")
                        .path(0)
                        .path("state")
                        .asText())
                .isEqualTo("done");
        showsDiagramsAndLogs(
                "/api/v1/clusters/dev1/processes/" + newest.path("id").asText());
        assertThat(server.send(
                                "POST",
                                "/api/v1/clusters/dev1/processes/"
                                        + newest.path("id").asText() + "/retry",
                                null)
                        .error())
                .isEqualTo("conflict");
        assertThat(server.send("POST", "/api/v1/clusters/dev1/nodes", "{\"count\":1,\"memory\":3}")
                        .status())
                .isEqualTo(202);
        awaitProcess("dev1", "node-add", "completed");
        assertThat(server.get("/api/v1/clusters/dev1/nodes").json()).hasSize(3);
        assertThat(server.send("DELETE", "/api/v1/clusters/dev1/nodes/dev1-worker-2", null)
                        .status())
                .isEqualTo(202);
        awaitProcess("dev1", "node-delete", "completed");
        assertThat(server.send("DELETE", "/api/v1/clusters/dev1", null).status())
                .isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> server.get("/api/v1/clusters/dev1").status() == 404
                        && events.stream().anyMatch(line -> line.contains("event:removed")));
        assertThat(events.stream().filter(line -> line.contains("\"run\":\"COMPLETED\"")))
                .hasSize(6);

        Path log = directory.resolve("home/clusters/dev2/events.jsonl");
        String middle = events.stream()
                .filter(line -> line.startsWith("id:") && line.contains("dev2."))
                .findFirst()
                .orElseThrow();
        List<String> again = new CopyOnWriteArrayList<>();
        server.listen("/api/v1/events?cluster=dev2", again::add, "Last-Event-ID", middle.substring(3));
        long expected = Files.readAllLines(log).size() - linesRead(middle, log);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(again.stream().filter(line -> line.startsWith("data:")))
                .hasSize((int) expected));
        assertThat(server.get("/metrics").body())
                .contains("ohmykube_clusters_active")
                .contains("ohmykube_step_duration_seconds_count")
                .contains("http_server_requests_seconds_count");
    }

    private static void showsDiagramsAndLogs(String process) throws Exception {
        for (String definition : List.of("cluster-up", "node-prepare")) {
            ServedProgram.Answer diagram = server.get(process + "/diagrams/" + definition, "Accept", "application/xml");
            assertThat(diagram.status()).as(diagram.body()).isEqualTo(200);
            assertThat(diagram.body()).contains("<bpmn:process id=\"" + definition + "\"", "BPMNDiagram");
        }
        refused("GET", process + "/diagrams/none", null, 404);
        ServedProgram.Answer log =
                server.get(process + "/log?step=Task_InstallPackages&node=dev1-worker-1", "Accept", "text/plain");
        assertThat(log.status()).as(log.body()).isEqualTo(200);
        assertThat(log.body()).contains("dev1-worker-1", "exit code 0");
        refused("GET", process + "/log?step=..%2f..%2fcluster.yaml", null, 404);
    }

    private static long linesRead(String id, Path log) throws Exception {
        String position = Stream.of(id.substring(3).split(","))
                .filter(part -> part.startsWith("dev2."))
                .findFirst()
                .orElseThrow();
        int bytes = Integer.parseInt(position.substring(position.lastIndexOf('.') + 1));
        String read = new String(Files.readAllBytes(log), 0, bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        return read.chars().filter(c -> c == '\n').count();
    }

    @Test
    void saysHowLongAClusterLivesAlsoWhileSomethingWorksOnIt() throws Exception {
        ClusterStore store = ClusterStore.in(new Home(directory.resolve("home")));
        store.save(ClusterYaml.read(
                "metadata: {name: short}\nspec: {nodes: {master: {name: short-1}, workers: []}}", "short"));
        String path = "/api/v1/clusters/short";
        try {
            assertThat(server.get(path).json().get("expires").isNull()).isTrue();
            ServedProgram.Answer set;
            try (OperationLock lock = OperationLock.take(store.files("short"), "ohmykube up")) {
                assertThat(lock).isNotNull();
                set = server.send("PUT", path + "/ttl", "{\"ttl\":\"2h\"}");
            }
            assertThat(set.status()).as(set.body()).isEqualTo(200);
            Instant expires = Instant.parse(set.json().path("expires").asText());
            assertThat(expires).isCloseTo(Instant.now().plus(Duration.ofHours(2)), within(2, ChronoUnit.MINUTES));
            assertThat(store.require("short").expires()).contains(expires);
            assertThat(new Invocation(directory).run("--name", "short", "ttl").out())
                    .contains("in 2 h; then the server that runs removes it.");

            for (String wrong :
                    List.of("{\"ttl\":\"soon\"}", "{\"ttl\":\"0m\"}", "{\"ttl\":2}", "{}", "{\"ttl\":[\"2h\"]}")) {
                ServedProgram.Answer answer = server.send("PUT", path + "/ttl", wrong);
                assertThat(answer.status()).as(wrong + answer.body()).isEqualTo(400);
                assertThat(answer.json().path("error").path("message").asText()).startsWith("ttl: ");
            }
            refused("PUT", path + "/ttl", "{\"tll\":\"2h\"}", 400);
            refused("PUT", "/api/v1/clusters/none/ttl", "{\"ttl\":\"2h\"}", 404);
            assertThat(store.require("short").expires()).contains(expires);

            assertThat(server.send("PUT", path + "/ttl", "{\"ttl\":null}").status())
                    .isEqualTo(200);
            assertThat(store.require("short").expires()).isEmpty();
            store.update("short", found -> found.withStatus(status -> status.withPhase(ClusterStatus.Phase.DELETING)));
            refused("PUT", path + "/ttl", "{\"ttl\":\"2h\"}", 409);
        } finally {
            store.remove("short");
        }
        refused("POST", "/api/v1/clusters", "metadata: {name: never, ttl: soon}\nspec: {launcher: simulated}", 400);
    }

    @Test
    void letsAListenerKnowAtOnceThatItListens() {
        List<String> heard = new CopyOnWriteArrayList<>();
        server.listen("/api/v1/events?cluster=none", heard::add);
        await().atMost(Duration.ofSeconds(10)).until(() -> !heard.isEmpty());
    }

    @Test
    void describesItself() throws Exception {
        assertThat(server.get("/v3/api-docs").json().path("paths").has("/api/v1/clusters/{cluster}"))
                .isTrue();
        assertThat(server.get("/docs").status()).isEqualTo(302);
    }

    @Test
    void listensElsewhereOnlyWithACertificate() {
        Invocation.Output output = new Invocation(directory.resolve("other")).run("serve", "--address", "0.0.0.0");

        assertThat(output.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(output.err()).contains("--tls-certificate");
    }

    private static void awaitProcess(String cluster, String process, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode newest = server.get("/api/v1/clusters/" + cluster).json().path("process");
            assertThat(newest.path("process").asText() + " "
                            + newest.path("state").asText())
                    .isEqualTo(process + " " + state);
        });
        await().atMost(PATIENCE).until(() -> server.isAtRest(cluster));
    }

    private static String cluster(String name) {
        return "apiVersion: ohmykube.io/v1alpha1\nkind: Cluster\nmetadata: {name: " + name
                + ", ttl: 6h}\nspec: {launcher: simulated, version: v1.33.0, nodes: {workers: [{count: 1}]}}\n";
    }
}
