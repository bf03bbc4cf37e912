package io.ohmykube.cache.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.cache.CacheException;
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
                "a:1:2"
            })
    void nonsenseIsRefused(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOfSatisfying(CacheException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(CacheException.Kind.INVALID))
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"app:1, 1", "app:1@sha256:" + HEX + ", sha256:" + HEX})
    void aDigestCountsMoreThanATag(String text, String target) {
        assertThat(ImageReference.parse(text).target()).isEqualTo(target);
    }
}
