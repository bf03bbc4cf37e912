package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that fail for a moment: packages, images, their checksums and manifests. */
@Timeout(60)
class HiccupsTest {
    private static final PackageRequest KUBECTL = new PackageRequest("kubectl", "v1.20.2", Architecture.AMD64);
    private static final String PROGRAM = "/dl.k8s.io/release/v1.20.2/bin/linux/amd64/kubectl";
    private static final String PAUSE = "registry.k8s.io/pause:3.2";
    private static final byte[] CONTENT = bytes(200_000);

    @TempDir
    private Path directory;

    private TestServer server;
    private FakeRegistry registry;
    private Cache cache;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        registry = new FakeRegistry(server);
        server.serve(PROGRAM, CONTENT);
        server.serve(PROGRAM + ".sha256", Sha256.of(CONTENT).substring("sha256:".length()));
        registry.image("pause", "3.2", Architecture.AMD64, CONTENT);
        String address = server.address().toString();
        cache = open(address, Duration.ofMillis(10));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Map<String, TestServer.Reply> hiccups() {
        byte[] damaged = CONTENT.clone();
        damaged[1000] ^= 1;
        return Map.of(
                "a body that is cut short", TestServer.truncated(CONTENT, 1000),
                "a byte damaged on its way", TestServer.bytes(200, damaged),
                "a busy server", TestServer.status(503),
                "a broken server", TestServer.status(500),
                "a server that asks to come back", TestServer.comeBack(429, "0"),
                "a connection that breaks before the answer", exchange -> {});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a body that is cut short",
                "a byte damaged on its way",
                "a busy server",
                "a broken server",
                "a server that asks to come back",
                "a connection that breaks before the answer"
            })
    void aHiccupOfASourceCostsNeitherAPackageNorAnImage(String hiccup) throws IOException {
        TestServer.Reply once = hiccups().get(hiccup);
        server.on(PROGRAM, TestServer.first(once, TestServer.bytes(200, CONTENT)));
        String layer = registry.blobPath("pause", CONTENT);
        server.on(layer, TestServer.first(once, TestServer.bytes(200, CONTENT)));

        assertThat(cache.ensurePackage(KUBECTL).archive()).exists();
        assertThat(server.count("GET " + PROGRAM)).isEqualTo(2);

        cache.ensureImage(PAUSE, Architecture.AMD64);
        assertThat(server.requests())
                .filteredOn(r -> r.startsWith("GET " + layer))
                .hasSize(2);
        Path blob = directory
                .resolve("cache/images/blobs/sha256")
                .resolve(Sha256.of(CONTENT).substring("sha256:".length()));
        assertThat(Files.readAllBytes(blob)).isEqualTo(CONTENT);
    }

    @Test
    void twoFailuresInARowAreOvercomeForManifestsAndChecksumsToo() throws IOException {
        String digest = registry.image("app", "1", Architecture.AMD64, CONTENT);
        TestServer.Reply good = server.reply("/v2/app/manifests/1");
        server.on("/v2/app/manifests/1", TestServer.first(TestServer.status(500), TestServer.status(502), good));
        TestServer.Reply sum = server.reply(PROGRAM + ".sha256");
        server.on(PROGRAM + ".sha256", TestServer.first(TestServer.status(500), TestServer.status(500), sum));

        assertThat(cache.ensureImage("registry.k8s.io/app:1", Architecture.AMD64)
                        .digest())
                .isEqualTo(digest);
        assertThat(cache.ensurePackage(KUBECTL).archive()).exists();
    }

    @Test
    void aSourceThatStaysBrokenIsGivenUpAfterThreeAttempts() {
        server.on(PROGRAM, TestServer.status(500));

        CacheException failure = catchThrowableOfType(CacheException.class, () -> cache.ensurePackage(KUBECTL));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessage(server.address() + PROGRAM + " has a problem (500)");
        assertThat(server.count("GET " + PROGRAM)).isEqualTo(3);
    }

    @Test
    void theFirstCauseStaysWhereTheNextAttemptFailsOtherwise() {
        server.on(PROGRAM, TestServer.first(TestServer.status(500), TestServer.status(404)));

        CacheException failure = catchThrowableOfType(CacheException.class, () -> cache.ensurePackage(KUBECTL));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure.getMessage())
                .startsWith(server.address() + PROGRAM + " has a problem (500); then, tried again: ")
                .contains("does not exist (404)");
    }

    @Test
    void otherBytesThanWerePublishedAreReadTwiceAndNeverKept() {
        server.serve(PROGRAM, bytes(100_000));

        CacheException failure = catchThrowableOfType(CacheException.class, () -> cache.ensurePackage(KUBECTL));

        assertThat(failure.kind()).isEqualTo(Kind.CHECKSUM_MISMATCH);
        assertThat(server.count("GET " + PROGRAM)).isEqualTo(2);
        assertThat(directory.resolve("cache/packages/kubectl/1.20.2/amd64")).isEmptyDirectory();
    }

    @Test
    void aServerIsGivenTheTimeThatItAsksFor() {
        server.on(PROGRAM, TestServer.first(TestServer.comeBack(429, "1"), TestServer.bytes(200, CONTENT)));

        long began = System.nanoTime();
        cache.ensurePackage(KUBECTL);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void aServerThatWantsALongTimeIsLeftAloneAndItsWishIsTold(String when) {
        server.on(PROGRAM, TestServer.comeBack(429, when));

        CacheException failure = catchThrowableOfType(CacheException.class, () -> cache.ensurePackage(KUBECTL));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.getMessage()).containsPattern("asks to come back in \\d{4,} s \\(429\\)");
        assertThat(server.count("GET " + PROGRAM)).isEqualTo(1);
    }

    @Test
    void aSlowServerIsWaitedForAsLongAsBytesCome() {
        server.on(PROGRAM, exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            for (int at = 0; at < CONTENT.length; at += 20_000) {
                exchange.getResponseBody().write(CONTENT, at, 20_000);
                exchange.getResponseBody().flush();
                pause();
            }
        });

        assertThat(cache.ensurePackage(KUBECTL).archive()).exists();
        assertThat(server.count("GET " + PROGRAM)).isEqualTo(1);
    }

    @Test
    void aPauseBetweenAttemptsCanBeInterrupted() throws Exception {
        server.on(PROGRAM, TestServer.comeBack(503, "30"));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread fetching = new Thread(() -> {
            thrown.set(catchThrowable(() -> cache.ensurePackage(KUBECTL)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        fetching.start();
        await().until(() -> server.count("GET " + PROGRAM) == 1);

        fetching.interrupt();
        fetching.join(10_000);

        assertThat(thrown.get()).isInstanceOf(CacheException.class);
        assertThat(flag.get()).isTrue();
        assertThat(server.count("GET " + PROGRAM)).isEqualTo(1);
    }

    private Cache open(String address, Duration pause) {
        return Caches.in(
                new Home(directory),
                CacheOptions.of(address, address),
                FileCatalogue.builtIn(),
                Duration.ofSeconds(30),
                pause);
    }

    /** A server's slowness, not a test's wait. */
    private static void pause() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
