package io.ohmykube.cli.team;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server of the built distribution, started by its own start script on a port that was free, and a client of it. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("listens on (\\S+:(\\d+))");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PAUSE_MILLIS = 50;

    private final Site site;
    private final Process process;
    private final Path printed;
    private final HttpClient http = HttpClient.newHttpClient();
    private String url = "";
    private String token = "";

    private ServerProcess(Site site, Process process, Path printed) {
        this.site = site;
        this.process = process;
        this.printed = printed;
    }

    /** An answer of the server. */
    record Answer(int status, JsonNode json) {}

    /** Begins it; it does not answer before {@link #awaitStart}. */
    static ServerProcess begin(Path distribution, Site site, String name, Map<String, String> environment) {
        Path printed = site.directory().resolve(name + ".out");
        List<String> line =
                new ArrayList<>(List.of(distribution.resolve("bin/ohmykube").toString(), "serve", "--port", "0"));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("OHMYKUBE_"));
        builder.environment().put("HOME", site.directory().toString());
        builder.environment().put("OHMYKUBE_HOME", site.home().root().toString());
        builder.environment().put("OHMYKUBE_SIMULATION", site.scenario().toString());
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(site, builder.start(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it answers. */
    ServerProcess awaitStart() {
        @Nullable Matcher address = null;
        for (long end = System.nanoTime() + LONGEST.toNanos(); address == null; ) {
            Matcher found = ADDRESS.matcher(printed());
            if (found.find()) {
                address = found;
            } else if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the server does not start: " + printed());
            } else {
                Waiting.pause(PAUSE_MILLIS);
            }
        }
        url = address.group(1);
        Path run = site.home().run().resolve("server-" + address.group(2) + ".json");
        try {
            token = JSON.readTree(run.toFile()).path("token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    String printed() {
        try {
            return Files.readString(printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder().GET(), path);
    }

    Answer post(String path, String body) {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/yaml")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                path);
    }

    Answer delete(String path) {
        return send(HttpRequest.newBuilder().DELETE(), path);
    }

    /** What is answered as text. */
    String text(String path) {
        return send(HttpRequest.newBuilder().GET(), path).json().path("text").asText();
    }

    private Answer send(HttpRequest.Builder request, String path) {
        try {
            HttpResponse<String> response = http.send(
                    request.uri(URI.create(url + path))
                            .timeout(LONGEST)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request for a stream of events, which a client of one's own may send. */
    HttpRequest events() {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1/events"))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.createObjectNode().put("text", body);
        }
    }

    /** By SIGKILL; returns when that was. */
    Instant kill() {
        Instant now = Instant.now();
        process.destroyForcibly();
        await();
        return now;
    }

    /** By SIGTERM; returns the exit code. */
    int stop() {
        process.destroy();
        await();
        return process.exitValue();
    }

    /** Waits until it has ended by itself. */
    int await() {
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server does not end: " + printed());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
