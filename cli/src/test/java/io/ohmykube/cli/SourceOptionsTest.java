package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheOptions;
import io.ohmykube.cache.fetch.Proxies;
import io.ohmykube.cache.image.RegistryMirrors;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SourceOptionsTest {
    @TempDir
    private Path directory;

    @Test
    void withoutAnyEverythingComesFromWhereItIsPublished() {
        CacheOptions options = read(Map.of());

        assertThat(options.mirrored()).isFalse();
        assertThat(options.offline()).isFalse();
        assertThat(options.caFile()).isNull();
        assertThat(options.proxies()).isEqualTo(Proxies.NONE);
    }

    @Test
    void registryMirrorsAddUpInTheirOrder() {
        CacheOptions options = read(
                Map.of("OHMYKUBE_REGISTRY_MIRROR", "http://not.asked"),
                "--registry-mirror",
                "docker.io=https://a,https://b",
                "--registry-mirror=https://all");

        assertThat(options.registryMirrors().byRegistry())
                .isEqualTo(Map.of(
                        "docker.io",
                        List.of(URI.create("https://a"), URI.create("https://b")),
                        RegistryMirrors.ALL,
                        List.of(URI.create("https://all"))));
    }

    @Test
    void theEnvironmentSaysWhatWasNotGiven() throws Exception {
        Path file = Files.writeString(directory.resolve("ca.pem"), "");

        CacheOptions options = read(Map.of(
                "OHMYKUBE_MIRROR",
                directory.toString(),
                "OHMYKUBE_REGISTRY_MIRROR",
                "docker.io=https://a  http://b",
                "OHMYKUBE_CA_FILE",
                file.toString(),
                "OHMYKUBE_OFFLINE",
                "1",
                "HTTPS_PROXY",
                "http://upper:1",
                "https_proxy",
                "http://lower:1",
                "NO_PROXY",
                "a.b"));

        assertThat(options.mirror()).hasToString(directory.toUri().toString());
        assertThat(options.registryMirrors().byRegistry()).containsOnlyKeys("docker.io", "*");
        assertThat(options.caFile()).isEqualTo(file);
        assertThat(options.offline()).isTrue();
        assertThat(options.proxies()).isEqualTo(new Proxies("http://lower:1", "", "a.b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "false"})
    void offlineCanBeSwitchedOffInTheEnvironment(String value) {
        assertThat(read(Map.of("OHMYKUBE_OFFLINE", value)).offline()).isFalse();
        assertThat(read(Map.of("OHMYKUBE_OFFLINE", value), "--offline").offline())
                .isTrue();
    }

    @Test
    void aCaFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> read(Map.of(), "--ca-file", "/does/not/exist.pem"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("/does/not/exist.pem");
    }

    @Test
    void whatIsShownOfProxiesHoldsNoPassword() {
        CacheOptions options = read(Map.of("HTTPS_PROXY", "http://me:secret@proxy:1"));

        assertThat(options.toString()).doesNotContain("secret");
    }

    private static CacheOptions read(Map<String, String> environment, String... arguments) {
        SourceOptions sources = new SourceOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("sources", forOptions(sources)))
                .parseArgs(arguments);
        return sources.cacheOptions(environment);
    }

    private static CommandLine.Model.CommandSpec forOptions(SourceOptions sources) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(sources);
    }
}
