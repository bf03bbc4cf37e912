package io.ohmykube.cache;

import static io.ohmykube.cache.Architecture.AMD64;
import static io.ohmykube.cache.Architecture.ARM64;
import static io.ohmykube.cache.CacheException.Kind.CHECKSUM_MISMATCH;
import static io.ohmykube.cache.CacheException.Kind.NOT_FOUND;
import static io.ohmykube.cache.CacheException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.store.Parallel;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageCacheTest {
    private static final byte[] BASE = FakeRegistry.layer("base");
    private static final byte[] TOP = FakeRegistry.layer("top");
    private static final String PAUSE = "registry.k8s.io/pause:3.2";

    @TempDir
    private Path directory;

    private TestServer server;
    private FakeRegistry registry;
    private Cache cache;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        registry = new FakeRegistry(server);
        cache = open(server.address().toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anImageIsPulledOnceAndItsTagNeverAskedForAgain() throws IOException {
        String digest = registry.image("pause", "3.2", AMD64, BASE, TOP);

        CachedImage first = cache.ensureImage(PAUSE, AMD64);
        int requests = server.requests().size();
        CachedImage second = open(server.address().toString()).ensureImage(PAUSE, AMD64);

        assertThat(second).isEqualTo(first);
        assertThat(first.reference()).isEqualTo(PAUSE);
        assertThat(first.digest()).isEqualTo(digest);
        assertThat(first.size()).isGreaterThan(BASE.length + TOP.length);
        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    void theMirrorIsToldWhichRegistryItStandsInFor() throws IOException {
        registry.image("library/busybox", "latest", AMD64, BASE);

        assertThat(cache.ensureImage("busybox", AMD64).reference()).isEqualTo("docker.io/library/busybox:latest");
        assertThat(server.requests().get(0)).isEqualTo("GET /v2/library/busybox/manifests/latest?ns=docker.io");
    }

    @Test
    void aRegistryOnThisMachineIsReadWithoutAMirror() throws IOException {
        registry.image("team/app", "1", AMD64, BASE);

        assertThat(open(null)
                        .ensureImage(server.authority() + "/team/app:1", AMD64)
                        .reference())
                .isEqualTo(server.authority() + "/team/app:1");
    }

    @Test
    void eachPlatformOfAnIndexIsAnImageOfItsOwn() throws IOException {
        String amd64 = registry.image("pause", "amd64", AMD64, BASE);
        String arm64 = registry.image("pause", "arm64", ARM64, TOP);
        registry.index("pause", "3.2", amd64, arm64);

        assertThat(cache.ensureImage(PAUSE, AMD64).digest()).isEqualTo(amd64);
        assertThat(cache.ensureImage(PAUSE, ARM64).digest()).isEqualTo(arm64);
    }

    @Test
    void anImageForAnotherPlatformOnlyIsRefused() throws IOException {
        registry.image("pause", "3.2", ARM64, BASE);

        assertFails(NOT_FOUND, () -> cache.ensureImage(PAUSE, AMD64))
                .hasMessageContaining("linux/amd64")
                .hasMessageContaining("linux/arm64");
    }

    @Test
    void sharedLayersAreFetchedAndKeptOnce() throws IOException {
        registry.image("one", "1", AMD64, BASE, TOP);
        registry.image("two", "1", AMD64, BASE);
        server.on(registry.blobPath("two", BASE), TestServer.status(500));

        cache.ensureImage("registry.k8s.io/one:1", AMD64);
        cache.ensureImage("registry.k8s.io/two:1", AMD64);

        assertThat(server.requests()).noneMatch(request -> request.startsWith("GET " + registry.blobPath("two", BASE)));
        assertThat(blob(BASE)).hasBinaryContent(BASE);
    }

    @Test
    void tenThreadsAskingForImagesWithOneLayerInCommonCauseOneDownloadOfIt() throws IOException {
        registry.image("pause", "3.2", AMD64, BASE);
        List<Cache> caches = List.of(cache, open(server.address().toString()));

        Parallel.map(
                Collections.nCopies(5, caches).stream().flatMap(List::stream).toList(),
                10,
                one -> one.ensureImage(PAUSE, AMD64));

        assertThat(server.count("GET " + registry.blobPath("pause", BASE) + "?ns=registry.k8s.io"))
                .isEqualTo(1);
    }

    @Test
    void aLayerWithAFlippedByteIsRefusedAndNotKept() throws IOException {
        registry.image("pause", "3.2", AMD64, BASE);
        byte[] flipped = BASE.clone();
        flipped[100] ^= 1;
        server.serve(registry.blobPath("pause", BASE), flipped);

        assertFails(CHECKSUM_MISMATCH, () -> cache.ensureImage(PAUSE, AMD64))
                .hasMessageContaining(Sha256.of(BASE))
                .hasMessageContaining(Sha256.of(flipped));
        assertThat(blob(BASE)).doesNotExist();

        server.serve(registry.blobPath("pause", BASE), BASE);
        assertThat(cache.ensureImage(PAUSE, AMD64).reference()).isEqualTo(PAUSE);
    }

    @Test
    void aTruncatedLayerMayBeTriedAgain() throws IOException {
        registry.image("pause", "3.2", AMD64, BASE);
        server.on(registry.blobPath("pause", BASE), TestServer.truncated(BASE, 10));

        assertFails(UNAVAILABLE, () -> cache.ensureImage(PAUSE, AMD64));
        assertThat(blob(BASE)).doesNotExist();
    }

    @Test
    void aManifestThatIsNotWhatItsDigestSaysIsRefused() throws IOException {
        String digest = registry.image("pause", "3.2", AMD64, BASE);
        server.serve("/v2/pause/manifests/" + digest, "{}");

        assertFails(CHECKSUM_MISMATCH, () -> cache.ensureImage("registry.k8s.io/pause@" + digest, AMD64))
                .hasMessageContaining(digest);
    }

    @Test
    void aBlobThatHasChangedInTheCacheIsFetchedAgainWithAWarning() throws IOException {
        registry.image("pause", "3.2", AMD64, BASE, TOP);
        CachedImage good = cache.ensureImage(PAUSE, AMD64);
        byte[] flipped = BASE.clone();
        flipped[0] ^= 1;
        Files.write(blob(BASE), flipped);

        try (LogRecorder log = new LogRecorder()) {
            assertThat(cache.ensureImage(PAUSE, AMD64)).isEqualTo(good);
            assertThat(log.warnings()).singleElement().asString().contains(PAUSE);
        }
        assertThat(blob(BASE)).hasBinaryContent(BASE);
        assertThat(server.count("GET " + registry.blobPath("pause", BASE) + "?ns=registry.k8s.io"))
                .isEqualTo(2);
        assertThat(server.count("GET " + registry.blobPath("pause", TOP) + "?ns=registry.k8s.io"))
                .isEqualTo(1);
    }

    @Test
    void aDamagedLayerIsNotHandedOnToAnotherImageThatHasItToo() throws IOException {
        registry.image("one", "1", AMD64, BASE);
        registry.image("two", "1", AMD64, BASE);
        cache.ensureImage("registry.k8s.io/one:1", AMD64);
        byte[] flipped = BASE.clone();
        flipped[0] ^= 1;
        Files.write(blob(BASE), flipped);

        cache.ensureImage("registry.k8s.io/two:1", AMD64);

        assertThat(blob(BASE)).hasBinaryContent(BASE);
    }

    @ParameterizedTest
    @CsvSource({"401, NOT_FOUND", "403, NOT_FOUND", "404, NOT_FOUND", "429, UNAVAILABLE", "500, UNAVAILABLE"})
    void aRefusalSaysWhetherAnotherAttemptMayHelp(int status, Kind kind) {
        server.on("/v2/pause/manifests/3.2", TestServer.status(status));

        assertFails(kind, () -> cache.ensureImage(PAUSE, AMD64)).hasMessageContaining("/v2/pause/manifests/3.2");
        assertFails(kind, () -> cache.check(List.of(), List.of(), List.of(PAUSE)));
    }

    @Test
    void aTokenIsFetchedWhereTheRegistryWantsOneAndUsedAgain() throws IOException {
        registry.image("team/app", "1", AMD64, BASE);
        String challenge = "Bearer realm=\"" + server.address()
                + "/token\",service=\"registry.example\",scope=\"repository:team/app:pull\"";
        byte[] manifest = read("/v2/team/app/manifests/1");
        server.on(
                "/v2/team/app/manifests/1", FakeRegistry.guarded(challenge, "s3cret", TestServer.bytes(200, manifest)));
        server.on(
                registry.blobPath("team/app", BASE),
                FakeRegistry.guarded(challenge, "s3cret", TestServer.bytes(200, BASE)));
        server.serve("/token", "{\"token\":\"s3cret\"}");

        cache.ensureImage("registry.example/team/app:1", AMD64);

        assertThat(server.requests())
                .filteredOn(request -> request.contains("/token"))
                .containsExactly("GET /token?service=registry.example&scope=repository%3Ateam%2Fapp%3Apull");
    }

    @Test
    void aRedirectToAnotherHostIsFollowedWithoutTheToken() throws IOException {
        registry.image("team/app", "1", AMD64, BASE);
        String challenge = "Bearer realm=\"" + server.address() + "/token\"";
        List<String> seen = new CopyOnWriteArrayList<>();
        try (TestServer storage = new TestServer()) {
            storage.on("/signed", exchange -> {
                seen.add(FakeRegistry.authorization(exchange));
                TestServer.bytes(200, BASE).to(exchange);
            });
            server.on(
                    registry.blobPath("team/app", BASE),
                    FakeRegistry.guarded(challenge, "s3cret", TestServer.redirect(storage.address() + "/signed")));
            server.serve("/token", "{\"access_token\":\"s3cret\"}");

            cache.ensureImage("registry.example/team/app:1", AMD64);
        }
        assertThat(seen).containsExactly("");
    }

    @Test
    void checkingAsksOnlyForManifestsOfWhatIsNotHere() throws IOException {
        registry.image("pause", "3.2", AMD64, BASE);
        registry.image("etcd", "3", AMD64, TOP);
        cache.ensureImage(PAUSE, AMD64);
        server.forget();

        cache.check(List.of(), List.of(), List.of(PAUSE, "registry.k8s.io/etcd:3"));

        assertThat(server.requests()).containsExactly("HEAD /v2/etcd/manifests/3?ns=registry.k8s.io");
    }

    @Test
    void withoutANetworkTheErrorNamesTheUrlAndTheOption() {
        Cache lost = open("http://127.0.0.1:1");

        assertFails(UNAVAILABLE, () -> lost.ensureImage(PAUSE, AMD64))
                .hasMessageContaining("http://127.0.0.1:1/v2/pause/manifests/3.2")
                .hasMessageContaining("--registry-mirror");
    }

    @Test
    void anArchiveHoldsEachBlobOnceAndNamesEveryImage() throws IOException {
        registry.image("one", "1", AMD64, BASE, TOP);
        registry.image("two", "1", AMD64, BASE);
        CachedImage one = cache.ensureImage("registry.k8s.io/one:1", AMD64);
        CachedImage two = cache.ensureImage("registry.k8s.io/two:1", AMD64);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        cache.writeArchive(List.of(one, two), out);

        Map<String, byte[]> files = untar(out.toByteArray());
        assertThat(files).containsKeys("oci-layout", "index.json").hasSize(2 + 2 + 1 + 2);
        files.forEach((name, content) -> {
            if (name.startsWith("blobs/")) {
                assertThat("sha256:" + name.substring("blobs/sha256/".length())).isEqualTo(Sha256.of(content));
            }
        });
        JsonNode manifests = new JsonMapper().readTree(files.get("index.json")).path("manifests");
        assertThat(manifests)
                .extracting(entry -> entry.path("annotations")
                        .path("io.containerd.image.name")
                        .asText())
                .containsExactly("registry.k8s.io/one:1", "registry.k8s.io/two:1");
    }

    @Test
    void anArchiveOfAnImageThatHasVanishedSaysSo() throws IOException {
        registry.image("pause", "3.2", AMD64, BASE);
        CachedImage image = cache.ensureImage(PAUSE, AMD64);
        Files.delete(blob(BASE));

        assertFails(UNAVAILABLE, () -> cache.writeArchive(List.of(image), new ByteArrayOutputStream()))
                .hasMessageContaining(Sha256.of(BASE));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(Kind kind, ThrowingCallable attempt) {
        return assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(CacheException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(kind));
    }

    private Cache open(@org.jspecify.annotations.Nullable String mirror) {
        return Caches.in(
                new Home(directory),
                CacheOptions.of(null, mirror),
                FileCatalogue.builtIn(),
                Duration.ofSeconds(60),
                Duration.ofMillis(10));
    }

    private byte[] read(String path) throws IOException {
        try (var in = server.address().resolve(path).toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    private Path blob(byte[] content) {
        return directory
                .resolve("cache/images/blobs/sha256")
                .resolve(Sha256.of(content).substring("sha256:".length()));
    }

    private static Map<String, byte[]> untar(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(files.put(entry.getName(), in.readAllBytes())).isNull();
            }
        }
        return files;
    }
}
