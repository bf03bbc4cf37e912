package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that do not go straight to their end, at a server with a certificate; the server before it was killed. */
@Timeout(300)
class ServedRunsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(200);
    private static final String NAME = "team.example";

    @TempDir
    static Path directory;

    private static SelfSigned certificate;
    private static ServedProgram server;
    private static String left;

    @BeforeAll
    static void start() throws Exception {
        Path scenario = Files.writeString(
                directory.resolve("scenario.yaml"),
                """
                rules:
                - {command: launcher create, node: stuck-worker-1, executions: [1], outcome: fail, stderr: out of memory}
                - {command: kubeadm init, node: "left-*", executions: [1], outcome: hang}
                - {command: kubeadm init, node: "stopped-*", executions: [1], outcome: hang}
                - {command: kubeadm init, node: "dropped-*", executions: [1], outcome: hang}
                """);
        Map<String, String> simulation = Map.of("OHMYKUBE_SIMULATION", scenario.toString());
        left = beginAtServerThatDies(simulation);
        certificate = SelfSigned.make(directory, NAME);
        server = new ServedProgram(
                directory,
                simulation,
                certificate.client(),
                "--tls-certificate",
                certificate.certificate().toString(),
                "--tls-key",
                certificate.key().toString());
        server.useToken(token());
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(server.stop()).isEqualTo(ExitCode.DONE);
    }

    /** Returns the id of the process. */
    private static String beginAtServerThatDies(Map<String, String> simulation) throws Exception {
        try (RealProgram first = RealProgram.start(directory, simulation, "serve", "--port", "0")) {
            first.awaitText(directory.resolve("out"), "listens on ");
            String url = first.out().replaceAll("(?s).*listens on (\\S+).*", "$1");
            HttpResponse<String> begun = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + "/api/v1/clusters"))
                                    .header("Authorization", "Bearer " + token())
                                    .header("Content-Type", "application/yaml")
                                    .POST(HttpRequest.BodyPublishers.ofString(cluster("left")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
            Path home = directory.resolve("home/clusters/left");
            first.awaitText(home.resolve("machines/commands.jsonl"), "\"command\":\"kubeadm init\"");
            first.signal("KILL");
            first.end();
            return new ObjectMapper()
                    .readTree(home.resolve("progress.json").toFile())
                    .path("instance")
                    .asText();
        }
    }

    /** Of the only server: what one that was killed has left is removed by the next one. */
    private static String token() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("home/run"))) {
            Path file = files.max((one, other) -> Long.compare(modified(one), modified(other)))
                    .orElseThrow();
            return new ObjectMapper().readTree(file.toFile()).path("token").asText();
        }
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }

    @Test
    void goesOnWithWhatTheServerBeforeWasKilledIn() throws Exception {
        awaitState("left", "completed");

        assertThat(newest("left").path("id").asText()).isEqualTo(left);
        assertThat(server.get("/api/v1/clusters/left").json().path("phase").asText())
                .isEqualToIgnoringCase("ready");
    }

    @Test
    void retriesAStepThatFailedForGoodWhenItIsAskedTo() throws Exception {
        create("stuck");
        String process = awaitState("stuck", "stuck");

        JsonNode seen = server.get(process).json();
        assertThat(seen.at("/incidents").toString()).contains("out of memory").contains("stuck-worker-1");
        refused(process + "/retry", "{\"from\":\"fly\"}", 409, "conflict");
        refused(process + "/retry", "{\"node\":\"stuck-worker-1\"}", 400, "invalid");
        refused(process + "/interrupt", null, 409, "conflict");
        refused("/api/v1/clusters/stuck/nodes", "{}", 409, "conflict");
        accepted(process + "/retry");

        awaitState("stuck", "completed");
        assertThat(newest("stuck").path("id").asText())
                .isEqualTo(seen.path("id").asText());
        refused(process + "/cancel", null, 409, "conflict");
    }

    @Test
    void interruptsARunAtItsCheckpointAndLeavesItThereUntilItIsAskedToGoOn() throws Exception {
        create("stopped");
        String process = awaitInit("stopped");
        refused(process + "/retry", null, 409, "busy");
        accepted(process + "/interrupt");

        awaitState("stopped", "interrupted");
        refused(process + "/interrupt", null, 409, "conflict");
        accepted(process + "/retry");
        awaitState("stopped", "completed");
    }

    @Test
    void cancelsARunAndRemovesWhatItMade() throws Exception {
        create("dropped");
        String process = awaitInit("dropped");
        accepted(process + "/cancel");

        awaitState("dropped", "cancelled");
        refused(process + "/retry", null, 409, "conflict");
        assertThat(server.send("DELETE", "/api/v1/clusters/dropped", null).status())
                .isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> server.get("/api/v1/clusters/dropped").status() == 404);
    }

    @Test
    void speaksNothingOlderThanTls13AndGoesByTheNamesInItsCertificate() throws Exception {
        assertThat(server.url()).startsWith("https://");
        assertThat(handshake("TLSv1.3")).isEqualTo("TLSv1.3");
        assertThatThrownBy(() -> handshake("TLSv1.2")).isInstanceOf(SSLException.class);
        assertThat(server.askAs(NAME, "/health")).contains(" 200");
        assertThat(server.askAs("evil.example", "/health")).contains(" 421");
    }

    private static String handshake(String protocol) throws Exception {
        URI uri = URI.create(server.url());
        try (SSLSocket socket =
                (SSLSocket) certificate.client().getSocketFactory().createSocket(uri.getHost(), uri.getPort())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private static void create(String name) throws Exception {
        ServedProgram.Answer made = server.send("POST", "/api/v1/clusters", cluster(name));
        assertThat(made.status()).as(made.body()).isEqualTo(202);
    }

    private static void accepted(String path) throws Exception {
        ServedProgram.Answer answer = server.send("POST", path, null);
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(202);
    }

    private static void refused(String path, @Nullable String body, int status, String type) throws Exception {
        ServedProgram.Answer answer = server.send("POST", path, body);
        assertThat(answer.status() + " " + answer.error())
                .as(path + ": " + answer.body())
                .isEqualTo(status + " " + type);
    }

    private static JsonNode newest(String cluster) throws Exception {
        return Objects.requireNonNull(
                server.get("/api/v1/clusters/" + cluster + "/processes").json().path(0));
    }

    /** Until nobody works on it any more either; returns the path of the process. */
    private static String awaitState(String cluster, String state) throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(newest(cluster).path("state").asText())
                        .as(newest(cluster).toString())
                        .isEqualTo(state));
        await().atMost(PATIENCE).until(() -> server.isAtRest(cluster));
        return path(cluster);
    }

    /** Waits until kubeadm hangs: an earlier interruption would leave that to the next attempt. */
    private static String awaitInit(String cluster) throws Exception {
        Path commands = directory.resolve("home/clusters/" + cluster + "/machines/commands.jsonl");
        await().atMost(PATIENCE)
                .until(() ->
                        Files.exists(commands) && Files.readString(commands).contains("\"command\":\"kubeadm init\""));
        return path(cluster);
    }

    private static String path(String cluster) throws Exception {
        return "/api/v1/clusters/" + cluster + "/processes/"
                + newest(cluster).path("id").asText();
    }

    private static String cluster(String name) {
        return "apiVersion: ohmykube.io/v1alpha1\nkind: Cluster\nmetadata: {name: " + name
                + "}\nspec: {launcher: simulated, version: v1.33.0, nodes: {workers: [{count: 1}]}}\n";
    }
}
