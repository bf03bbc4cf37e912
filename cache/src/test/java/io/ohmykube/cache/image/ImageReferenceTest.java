package io.ohmykube.cache.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String HEX = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io/library/busybox:latest",
        "busybox:1.36, docker.io/library/busybox:1.36",
        "rancher/local-path-provisioner:v0.0.31, docker.io/rancher/local-path-provisioner:v0.0.31",
        "docker.io/busybox, docker.io/library/busybox:latest",
        "index.docker.io/busybox:1, docker.io/library/busybox:1",
        "quay.io/metallb/speaker:v0.14.9, quay.io/metallb/speaker:v0.14.9",
        "registry.k8s.io/coredns/coredns:v1.8.0, registry.k8s.io/coredns/coredns:v1.8.0",
        "localhost/app, localhost/app:latest",
        "localhost:5000/app, localhost:5000/app:latest",
        "127.0.0.1:5000/team/app:1.0, 127.0.0.1:5000/team/app:1.0",
        "registry:5000/app:v1, registry:5000/app:v1",
        "[::1]:5000/app:v1, [::1]:5000/app:v1",
        "Example.com/app:v1, Example.com/app:v1",
        "a/b__c/d-e.f:T_1, docker.io/a/b__c/d-e.f:T_1",
        "app@sha256:" + HEX + ", docker.io/library/app@sha256:" + HEX,
        "host:5000/app:1@sha256:" + HEX + ", host:5000/app:1@sha256:" + HEX,
        "docker.io/app@sha256:" + HEX + ", docker.io/library/app@sha256:" + HEX,
        "index.docker.io/team/app, docker.io/team/app:latest",
        "192.168.1.5:443/app, 192.168.1.5:443/app:latest",
        "a-b--c/d:1.0, docker.io/a-b--c/d:1.0",
        "REGISTRY/app:1, REGISTRY/app:1",
        "my.registry.example/a/b/c/d, my.registry.example/a/b/c/d:latest",
        "app:_, docker.io/library/app:_",
        "app:1.2.3-rc.1_x, docker.io/library/app:1.2.3-rc.1_x",
    })
    void namesAreCompletedAsInTheReferenceGrammar(String text, String complete) {
        assertThat(ImageReference.parse(text)).hasToString(complete);
        assertThat(ImageReference.parse(complete)).hasToString(complete);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":1",
                "app:",
                "App",
                "registry.io/App:1",
                "app:-1",
                "a//b",
                "/app",
                "app/",
                "registry.io/a/../b:1",
                "../etc/passwd",
                "app@sha256:123",
                "app@md5:0123456789abcdef",
                "app name:1",
                "host:port/app:1",
                "a:1:2",
                "a..b",
                "a___b",
                "a/-b",
                "app-",
                "app:.1",
                "-host.example/app",
                "host-.example:5000/app",
                "host.example:123456/app",
                "@sha256:" + HEX,
                "app@sha256:" + HEX + "@sha256:" + HEX,
                "app@sha512:" + HEX + HEX,
                "app@sha256:" + HEX + "0",
                HEX,
                "app\n:1",
                "äpp"
            })
    void nonsenseIsRefused(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOfSatisfying(CacheException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(CacheException.Kind.INVALID))
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void lengthsAreThoseOfTheGrammar() {
        String tag = "t".repeat(128);
        assertThat(ImageReference.parse("app:" + tag).tag()).isEqualTo(tag);
        assertThatThrownBy(() -> ImageReference.parse("app:" + tag + "t")).hasMessageContaining("is no tag");
        String path = "p".repeat(255 - "host.example/".length());
        assertThat(ImageReference.parse("host.example/" + path).repository()).isEqualTo(path);
        assertThatThrownBy(() -> ImageReference.parse("host.example/p" + path)).hasMessageContaining("longer than 255");
    }

    @ParameterizedTest
    @CsvSource({"app:1, 1", "app:1@sha256:" + HEX + ", sha256:" + HEX})
    void aDigestCountsMoreThanATag(String text, String target) {
        assertThat(ImageReference.parse(text).target()).isEqualTo(target);
    }
}
