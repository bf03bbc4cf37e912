package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/** A person whose browser only writes down which address it is to show, and who does what the page does with it. */
final class Visitor {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path program;
    private final Path shown;
    private String server = "";
    private String cookie = "";

    Visitor(Path directory) throws Exception {
        shown = directory.resolve("shown");
        program = Files.writeString(
                directory.resolve("browser"),
                "#!/bin/sh\necho \"$*\" > " + shown + ".part && /bin/mv " + shown + ".part " + shown + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    /** What {@code BROWSER} is to be. */
    Path program() {
        return program;
    }

    /** Waits until the browser is to show something, and returns its address. */
    String shown() throws Exception {
        await().atMost(PATIENCE).until(() -> Files.exists(shown));
        return Files.readString(shown).strip();
    }

    /** Logs in with the code of a link; returns the answer. */
    HttpResponse<String> follow(String link) throws Exception {
        server = link.substring(0, link.indexOf("/#/"));
        String code = link.substring(link.indexOf("?code=") + "?code=".length());
        HttpResponse<String> answer = send("POST", "/api/v1/session/link", "{\"code\":\"" + code + "\"}");
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    JsonNode get(String path) throws Exception {
        return new ObjectMapper().readTree(send("GET", path, "").body());
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What stands in a link behind the address of its server, but not its code. */
    static String page(String link) {
        assertThat(link).contains("?code=");
        return link.substring(link.indexOf("/#"), link.indexOf("?code="));
    }
}
