package io.ohmykube.cache.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The logins that {@code podman login} and {@code docker login} have kept, in the order in which Podman looks for them.
 * Files are read when the first registry asks for a login.
 */
public final class ContainerCredentials implements Credentials {
    private final List<Path> candidates;
    private final CredentialHelpers helpers;
    private @Nullable List<AuthFile> files;

    private ContainerCredentials(List<Path> candidates, CredentialHelpers helpers) {
        this.candidates = candidates;
        this.helpers = helpers;
    }

    /** Those of the user whose environment this is. */
    public static Credentials of(Map<String, String> environment) {
        @Nullable Path home = path(environment, "HOME", "");
        @Nullable Path docker = path(environment, "DOCKER_CONFIG", "config.json");
        List<Path> candidates = Stream.of(
                        path(environment, "REGISTRY_AUTH_FILE", ""),
                        path(environment, "XDG_RUNTIME_DIR", "containers/auth.json"),
                        home == null ? null : home.resolve(".config/containers/auth.json"),
                        docker != null || home == null ? docker : home.resolve(".docker/config.json"))
                .filter(Objects::nonNull)
                .toList();
        return new ContainerCredentials(candidates, new CredentialHelpers(environment));
    }

    private static @Nullable Path path(Map<String, String> environment, String variable, String below) {
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() ? null : Path.of(value).resolve(below);
    }

    @Override
    public @Nullable Login find(String registry, String repository) {
        for (AuthFile file : files()) {
            Login login = file.find(registry, repository);
            if (login != null) {
                return login;
            }
        }
        return null;
    }

    private synchronized List<AuthFile> files() {
        if (files == null) {
            files = candidates.stream()
                    .filter(Files::isRegularFile)
                    .map(file -> AuthFile.read(file, helpers))
                    .toList();
        }
        return files;
    }
}
