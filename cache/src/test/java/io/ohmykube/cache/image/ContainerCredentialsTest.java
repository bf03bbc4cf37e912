package io.ohmykube.cache.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.cache.CacheException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerCredentialsTest {
    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void filesAreReadInTheOrderOfPodman() throws IOException {
        environment.put("REGISTRY_AUTH_FILE", directory.resolve("own.json").toString());
        environment.put("XDG_RUNTIME_DIR", directory.resolve("run").toString());
        environment.put("HOME", directory.resolve("home").toString());
        List<String> files = List.of(
                "home/.docker/config.json",
                "home/.config/containers/auth.json",
                "run/containers/auth.json",
                "own.json");
        assertThat(user("quay.io", "a/b")).isNull();

        for (String file : files) {
            write(file, auths("quay.io", file + ":secret"));

            assertThat(user("quay.io", "a/b")).isEqualTo(file);
        }
    }

    @Test
    void dockersDirectoryCanBeElsewhere() throws IOException {
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("DOCKER_CONFIG", directory.resolve("docker").toString());
        write("home/.docker/config.json", auths("quay.io", "home:x"));
        write("docker/config.json", auths("quay.io", "elsewhere:x"));

        assertThat(user("quay.io", "a")).isEqualTo("elsewhere");
    }

    @ParameterizedTest
    @CsvSource({
        "team/private/app, longest",
        "team/app, team",
        "team, team",
        "teammates/app, registry",
        "other, registry",
    })
    void theLongestNameCounts(String repository, String user) throws IOException {
        environment.put("REGISTRY_AUTH_FILE", directory.resolve("auth.json").toString());
        write(
                "auth.json",
                "{'auths': {'quay.io': %s, 'quay.io/team/private': %s, 'quay.io/team': %s, 'ghcr.io/team': %s}}"
                        .replace('\'', '"')
                        .formatted(entry("registry:x"), entry("longest:x"), entry("team:x"), entry("wrong:x")));

        assertThat(user("quay.io", repository)).isEqualTo(user);
        assertThat(user("example.com", repository)).isNull();
        assertThat(user("quay.io:443", repository)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://index.docker.io/v1/", "docker.io", "index.docker.io", "https://docker.io"})
    void dockerHubHasSeveralNames(String name) throws IOException {
        environment.put("REGISTRY_AUTH_FILE", directory.resolve("auth.json").toString());
        write("auth.json", auths(name, "me:x"));

        assertThat(user("docker.io", "library/busybox")).isEqualTo("me");
    }

    @Test
    void aPasswordMayHoldColonsAndAnIdentityTokenCountsMore() throws IOException {
        environment.put("REGISTRY_AUTH_FILE", directory.resolve("auth.json").toString());
        write("auth.json", auths("quay.io", "me:a:b:c"));
        assertThat(find("quay.io", "a")).isEqualTo(new Credentials.Login("me", "a:b:c", false));

        write("auth.json", "{\"auths\": {\"quay.io\": {\"auth\": \"bWU6\", \"identitytoken\": \"T\"}}}");
        assertThat(find("quay.io", "a")).isEqualTo(new Credentials.Login("", "T", true));
    }

    @Test
    void helpersAreAskedOnStandardInput() throws IOException {
        environment.put("REGISTRY_AUTH_FILE", directory.resolve("auth.json").toString());
        helper(
                "vault",
                """
                read name
                case "$1 $name" in
                  "get quay.io") echo '{"ServerURL":"quay.io","Username":"me","Secret":"from-vault"}' ;;
                  *) echo "credentials not found in native keychain"; exit 1 ;;
                esac
                """);
        helper(
                "all",
                """
                read name
                case "$name" in
                  https://index.docker.io/v1/) echo '{"Username":"<token>","Secret":"identity"}' ;;
                  https://ghcr.io) echo '{"Username":"you","Secret":"x"}' ;;
                  *) echo "credentials not found in native keychain"; exit 1 ;;
                esac
                """);
        write(
                "auth.json",
                "{\"credHelpers\": {\"quay.io\": \"vault\"}, \"credsStore\": \"all\", \"auths\": {\"ghcr.io\": {}}}");

        assertThat(find("quay.io", "a")).isEqualTo(new Credentials.Login("me", "from-vault", false));
        assertThat(find("docker.io", "library/a")).isEqualTo(new Credentials.Login("", "identity", true));
        assertThat(user("ghcr.io", "a")).isEqualTo("you");
        assertThat(find("example.com", "a")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "broken", "../../bin/sh"})
    void aHelperThatDoesNotWorkIsAsGoodAsNone(String name) throws IOException {
        environment.put("REGISTRY_AUTH_FILE", directory.resolve("auth.json").toString());
        helper("broken", "echo 'not json but a secret'");
        write("auth.json", "{\"credsStore\": \"" + name + "\"}");

        assertThat(find("quay.io", "a")).isNull();
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndNothingOfItIsTold() throws IOException {
        environment.put("REGISTRY_AUTH_FILE", directory.resolve("auth.json").toString());
        for (String text : List.of("{\"auths\": secret", "{\"auths\": {\"quay.io\": {\"auth\": \"secret!\"}}}")) {
            write("auth.json", text);

            assertThatThrownBy(() -> find("quay.io", "a"))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining(directory.resolve("auth.json").toString())
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }

    @Test
    void aLoginIsNeverShown() {
        assertThat(new Credentials.Login("me", "secret", false).toString())
                .contains("me")
                .doesNotContain("secret");
        assertThat(new Credentials.Login("", "secret", true).toString()).doesNotContain("secret");
    }

    private @Nullable String user(String registry, String repository) {
        Credentials.Login login = find(registry, repository);
        return login == null ? null : login.user();
    }

    private Credentials.@Nullable Login find(String registry, String repository) {
        environment.put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
        return ContainerCredentials.of(environment).find(registry, repository);
    }

    private void helper(String name, String script) throws IOException {
        Path file = directory.resolve("bin/docker-credential-" + name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String auths(String registry, String login) {
        return "{\"auths\": {\"" + registry + "\": " + entry(login) + "}}";
    }

    private static String entry(String login) {
        return "{\"auth\": \"" + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }
}
