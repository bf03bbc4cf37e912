package io.ohmykube.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server on this host that has our files open, as it says itself in one of them.
 *
 * @param certificate a chain in PEM that it shows; null where it speaks plain HTTP
 */
record RunningServer(URI url, String token, @Nullable Path certificate) {
    /** So answers who listens there and is not the server that the file was written by: that has ended. */
    static final Set<Integer> IS_NONE = Set.of(401, 404, 405);

    /** Options whose values a person types in answer, which are for this process alone. */
    private static final List<String> TYPED = List.of("--ask-password");

    /** Whether there is one that may carry out what a session wants. */
    static boolean isThereFor(Session session) {
        return !of(session).isEmpty();
    }

    /** The servers that may carry out what a session wants; none for what is for this process alone. */
    static List<RunningServer> of(Session session) {
        return session.words().stream().anyMatch(TYPED::contains)
                ? List.of()
                : in(session.home().run());
    }

    /** Those that say in a directory how they are reached, as long as their processes live. */
    static List<RunningServer> in(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("server-[0-9]+\\.json"))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
    }

    HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (certificate != null) {
            builder.sslContext(OwnCertificate.of(certificate).trusted());
        }
        return builder.build();
    }

    /** What a program of its own user sends. */
    HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(url.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** Empty for what a server has left that was killed. */
    private static Optional<RunningServer> read(Path file) {
        try {
            JsonNode said = new ObjectMapper().readTree(Files.readString(file));
            boolean alive = ProcessHandle.of(said.path("pid").asLong())
                    .filter(ProcessHandle::isAlive)
                    .isPresent();
            String certificate = said.path("certificate").asText("");
            return alive
                    ? Optional.of(new RunningServer(
                            URI.create(said.path("url").asText()),
                            said.path("token").asText(),
                            certificate.isEmpty() ? null : Path.of(certificate)))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
