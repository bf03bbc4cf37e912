package io.ohmykube.cache.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.cache.CacheException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryMirrorsTest {
    @Test
    void mirrorsOfARegistryAreAskedInOrderAndThenTheRegistryItself() {
        RegistryMirrors mirrors = RegistryMirrors.of(
                List.of("docker.io=https://a.example,b.example:5000/sub", "docker.io=http://c.example"));

        assertThat(addresses(mirrors, "busybox"))
                .containsExactly(
                        "https://a.example/v2/library/busybox/manifests/latest?ns=docker.io",
                        "https://b.example:5000/sub/v2/library/busybox/manifests/latest?ns=docker.io",
                        "http://c.example/v2/library/busybox/manifests/latest?ns=docker.io",
                        "https://registry-1.docker.io/v2/library/busybox/manifests/latest");
        assertThat(addresses(mirrors, "quay.io/a/b")).containsExactly("https://quay.io/v2/a/b/manifests/latest");
    }

    @Test
    void whatStandsInForAllIsAskedAloneAfterTheMirrorsOfTheRegistry() {
        RegistryMirrors mirrors = RegistryMirrors.of(List.of("https://all.example/", "quay.io=https://quay.example"));

        assertThat(addresses(mirrors, "quay.io/a/b"))
                .containsExactly(
                        "https://quay.example/v2/a/b/manifests/latest?ns=quay.io",
                        "https://all.example/v2/a/b/manifests/latest?ns=quay.io");
        assertThat(addresses(RegistryMirrors.of(List.of("*=all.example")), "ghcr.io/a"))
                .containsExactly("https://all.example/v2/a/manifests/latest?ns=ghcr.io");
    }

    @Test
    void aRegistryMayHaveAPortAndDockerHubItsOtherName() {
        RegistryMirrors mirrors =
                RegistryMirrors.of(List.of("host:5000=https://a.example", "index.docker.io=https://b.example"));

        assertThat(mirrors.byRegistry()).containsOnlyKeys("host:5000", "docker.io");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "docker.io=",
                "docker.io=https://a.example,",
                "docker.io=ftp://a.example",
                "=https://a.example",
                "https://user:secret@a.example"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> RegistryMirrors.of(List.of(text)))
                .isInstanceOfSatisfying(CacheException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(CacheException.Kind.INVALID))
                .hasMessageContaining("[REGISTRY=]https://HOST[:PORT]");
    }

    private static List<String> addresses(RegistryMirrors mirrors, String reference) {
        ImageReference image = ImageReference.parse(reference);
        return Endpoint.of(image, mirrors).stream()
                .map(endpoint ->
                        endpoint.address(image, "manifests", image.target()).toString())
                .toList();
    }
}
