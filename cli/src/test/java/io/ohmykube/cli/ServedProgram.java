package io.ohmykube.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.cli.view.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A server that runs in this process, on a port that was free, and a client of it. */
final class ServedProgram {
    private static final Pattern ADDRESS = Pattern.compile("listens on (\\S+)");
    private static final Pattern PASSWORD = Pattern.compile("password (\\S+)");
    private static final DateTimeFormatter ENGINE_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);
    private static final Duration START = Duration.ofMinutes(2);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AtomicReference<Interrupts.Interruptible> running = new AtomicReference<>();
    private final CompletableFuture<Integer> exitCode;
    private final HttpClient http;
    private final @Nullable SSLContext encryption;
    private final ObjectMapper json = new ObjectMapper();
    private final String url;
    private String token = "";

    /** An answer of the server. */
    record Answer(int status, String body, JsonNode json, HttpResponse<String> raw) {
        /** The word for what is wrong. */
        String error() {
            return json.path("error").path("type").asText();
        }
    }

    ServedProgram(Path directory) {
        this(directory, Map.of(), null);
    }

    /**
     * @param more further environment variables
     * @param encryption how the client trusts it; null where nothing is encrypted
     * @param options of the command, further ones
     */
    ServedProgram(Path directory, Map<String, String> more, @Nullable SSLContext encryption, String... options) {
        this(directory, more, encryption, Clock.systemUTC(), options);
    }

    /** @param clock by which it tells the time; its timers have their own */
    ServedProgram(
            Path directory, Map<String, String> more, @Nullable SSLContext encryption, Clock clock, String... options) {
        this.encryption = encryption;
        http = encryption == null
                ? HttpClient.newHttpClient()
                : HttpClient.newBuilder().sslContext(encryption).build();
        Map<String, String> environment = new HashMap<>(more);
        environment.put("HOME", directory.toString());
        environment.put("OHMYKUBE_HOME", directory.resolve("home").toString());
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        Session session = new Session(
                environment,
                new Terminal(printed, printed, false, false, false),
                clock,
                Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(options))
                        .toArray(String[]::new));
        exitCode = CompletableFuture.supplyAsync(new Cli(session, running::set)::run);
        Awaitility.await().atMost(START).until(() -> exitCode.isDone() || found(ADDRESS) != null);
        url = String.valueOf(found(ADDRESS));
    }

    String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Of the first administrator; null where it was not printed. */
    @Nullable
    String password() {
        return found(PASSWORD);
    }

    String url() {
        return url;
    }

    /** Says who it is by another name, as a page does that has had its name point here; returns the first line. */
    String askAs(String host, String path) throws IOException {
        return head(host, path).get(0);
    }

    /** The lines before the body of an answer, in the order in which they come. */
    List<String> head(String host, String path) throws IOException {
        URI uri = URI.create(url);
        try (Socket socket = encryption == null
                        ? new Socket(uri.getHost(), uri.getPort())
                        : encryption.getSocketFactory().createSocket(uri.getHost(), uri.getPort());
                Scanner answer = new Scanner(socket.getInputStream(), StandardCharsets.ISO_8859_1)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            List<String> lines = new ArrayList<>();
            for (String line = answer.nextLine(); !line.isEmpty(); line = answer.nextLine()) {
                lines.add(line);
            }
            return lines;
        }
    }

    /** Has the timer of a process be due at a moment, as an administrator can in Cockpit. */
    void setTimer(String process, Instant due) {
        // Where it is due by itself just now, there is another one in its place then.
        Awaitility.await().until(() -> {
            JsonNode timer = get("/engine-rest/job?timers=true&processDefinitionKey=" + process)
                    .json()
                    .path(0);
            String body = "{\"duedate\":\"" + ENGINE_TIME.format(due) + "\"}";
            return send("PUT", "/engine-rest/job/" + timer.path("id").asText() + "/duedate", body)
                            .status()
                    == 204;
        });
    }

    /** Whether nobody works on a cluster: a run is seen to have ended a moment before that. */
    boolean isAtRest(String cluster) throws Exception {
        return get("/api/v1/clusters/" + cluster).json().path("holder").isNull();
    }

    ServedProgram logIn(String password) throws Exception {
        Answer answer = send("POST", "/api/v1/session", "{\"username\":\"admin\",\"password\":\"" + password + "\"}");
        token = answer.json().path("token").asText();
        return this;
    }

    String token() {
        return token;
    }

    /** Is who has that token, from now on. */
    void useToken(String other) {
        token = other;
    }

    Answer get(String path, String... headers) throws Exception {
        return send("GET", path, null, headers);
    }

    Answer send(String method, String path, @Nullable String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(START)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", body.startsWith("{") ? "application/json" : "application/yaml");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), parse(response.body()), response);
    }

    /** Hears the lines of an event stream on a thread of its own, until that is closed. */
    void listen(String path, Consumer<String> line, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        Thread listener = new Thread(() -> {
            try {
                http.send(request.build(), HttpResponse.BodyHandlers.ofLines())
                        .body()
                        .forEach(line);
            } catch (IOException | UncheckedIOException closed) {
                // The server has ended.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        listener.setDaemon(true);
        listener.start();
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            return json.missingNode();
        }
    }

    private @Nullable String found(Pattern pattern) {
        Matcher matcher = pattern.matcher(printed());
        return matcher.find() ? matcher.group(1) : null;
    }

    /** As SIGTERM does; returns the exit code. */
    int stop() throws Exception {
        if (running.get() != null) {
            running.get().stop();
        }
        return exitCode.get(START.toSeconds(), TimeUnit.SECONDS);
    }
}
