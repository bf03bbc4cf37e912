package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --offline}: what is in the cache is given out, and no server hears of anything else. */
class OfflineTest {
    private static final PackageRequest KUBECTL = new PackageRequest("kubectl", "v1.20.2", Architecture.AMD64);
    private static final PackageRequest KUBEADM = new PackageRequest("kubeadm", "v1.20.2", Architecture.AMD64);
    private static final String PROGRAM = "/dl.k8s.io/release/v1.20.2/bin/linux/amd64/kubectl";
    private static final URI MANIFEST = URI.create("https://example.com/flannel.yaml");
    private static final String PAUSE = "registry.k8s.io/pause:3.2";

    @TempDir
    private Path directory;

    private TestServer server;
    private CacheOptions mirrored;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        byte[] program = "program".getBytes(StandardCharsets.UTF_8);
        server.serve(PROGRAM, program);
        server.serve(PROGRAM + ".sha256", Sha256.of(program).substring("sha256:".length()));
        server.serve("/example.com/flannel.yaml", "kind: List");
        server.serve("/dl.k8s.io/release/stable.txt", "v1.35.1");
        new FakeRegistry(server).image("pause", "3.2", Architecture.AMD64, FakeRegistry.layer("pause"));
        String address = server.address().toString();
        mirrored = CacheOptions.of(address, address);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsInTheCacheIsGivenOut() {
        Cache online = open(mirrored);
        CachedPackage kubectl = online.ensurePackage(KUBECTL);
        CachedImage pause = online.ensureImage(PAUSE, Architecture.AMD64);
        online.ensureManifest(MANIFEST);
        online.latestStable();
        server.forget();

        for (CacheOptions options : List.of(mirrored, CacheOptions.none())) {
            Cache offline = open(options.withOffline(true));
            offline.check(List.of(KUBECTL), List.of(MANIFEST), List.of(PAUSE));
            assertThat(offline.ensurePackage(KUBECTL)).isEqualTo(kubectl);
            assertThat(offline.ensureImage(PAUSE, Architecture.AMD64)).isEqualTo(pause);
            assertThat(offline.ensureManifest(MANIFEST)).isEqualTo("kind: List");
            assertThat(offline.latestStable()).isEqualTo("v1.35.1");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anythingElseIsRefusedByItsNameAndNobodyIsAsked() {
        for (CacheOptions options : List.of(mirrored, CacheOptions.none())) {
            Cache offline = open(options.withOffline(true));
            Map.<String, ThrowingCallable>of(
                            "https:/" + PROGRAM + ".sha256",
                            () -> offline.ensurePackage(KUBECTL),
                            "https://example.com/flannel.yaml",
                            () -> offline.ensureManifest(MANIFEST),
                            "image " + PAUSE,
                            () -> offline.ensureImage(PAUSE, Architecture.AMD64),
                            "https://dl.k8s.io/release/stable.txt",
                            offline::latestStable)
                    .forEach(OfflineTest::assertRefused);
            assertRefused("https:/" + PROGRAM + ".sha256", () -> offline.check(List.of(KUBECTL), List.of(), List.of()));
            assertRefused(
                    "https://example.com/flannel.yaml", () -> offline.check(List.of(), List.of(MANIFEST), List.of()));
            assertRefused("image " + PAUSE, () -> offline.check(List.of(), List.of(), List.of(PAUSE)));
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aMirrorDirectoryIsNoConnection() throws IOException {
        byte[] program = "program".getBytes(StandardCharsets.UTF_8);
        Path folder = Files.createDirectories(directory.resolve("mirror/dl.k8s.io/release/v1.20.2/bin/linux/amd64"));
        Files.write(folder.resolve("kubectl"), program);
        Files.writeString(folder.resolve("kubectl.sha256"), Sha256.of(program).substring("sha256:".length()));
        Cache offline = open(
                CacheOptions.of(directory.resolve("mirror").toString(), null).withOffline(true));

        offline.check(List.of(KUBECTL), List.of(), List.of());
        assertThat(offline.ensurePackage(KUBECTL).archive()).exists();
        assertThatThrownBy(() -> offline.ensurePackage(KUBEADM)).hasMessageContaining("does not exist in the mirror");
    }

    private static void assertRefused(String what, ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(CacheException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.NOT_FOUND))
                .hasMessageStartingWith(what + " is not in the cache, and --offline was given; ")
                .hasMessageContaining("bundle load")
                .hasMessageContaining("prefetch");
    }

    private Cache open(CacheOptions options) {
        return Caches.in(new Home(directory.resolve("home")), options);
    }
}
