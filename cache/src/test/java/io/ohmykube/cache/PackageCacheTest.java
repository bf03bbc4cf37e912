package io.ohmykube.cache;

import static io.ohmykube.cache.CacheException.Kind.CHECKSUM_MISMATCH;
import static io.ohmykube.cache.CacheException.Kind.INVALID;
import static io.ohmykube.cache.CacheException.Kind.NOT_FOUND;
import static io.ohmykube.cache.CacheException.Kind.STORAGE;
import static io.ohmykube.cache.CacheException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.store.Parallel;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.cache.store.Yaml;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageCacheTest {
    private static final PackageRequest KUBECTL = new PackageRequest("kubectl", "v1.20.2", Architecture.AMD64);
    private static final PackageRequest KUBEADM = new PackageRequest("kubeadm", "v1.20.2", Architecture.AMD64);
    private static final String BIN = "/dl.k8s.io/release/v1.20.2/bin/linux/amd64/";
    private static final byte[] PROGRAM = bytes(200_000);

    private static final Duration PAUSE = Duration.ofMillis(10);

    @TempDir
    private Path directory;

    private TestServer server;
    private Cache cache;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        publish("kubectl", PROGRAM);
        publish("kubeadm", PROGRAM);
        cache = open(server.address().toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsAskedForTwiceIsFetchedOnce() throws IOException {
        CachedPackage first = cache.ensurePackage(KUBECTL);
        CachedPackage second = open(server.address().toString()).ensurePackage(KUBECTL);

        assertThat(second).isEqualTo(first);
        assertThat(server.requests()).containsExactly("GET " + BIN + "kubectl.sha256", "GET " + BIN + "kubectl");
        assertThat(first.archive())
                .isEqualTo(home().resolve("cache/packages/kubectl/1.20.2/amd64/kubectl-1.20.2-amd64.tar.zst"));
        assertThat(first.digest()).isEqualTo(Sha256.of(Files.readAllBytes(first.archive())));
        assertThat(first.source()).hasToString("https:/" + BIN + "kubectl");
    }

    @Test
    void aRecordSaysWhatStatisticsAndCleaningWillNeed() {
        Path archive = cache.ensurePackage(KUBECTL).archive();

        JsonNode known = new Yaml().readIfGood(archive.resolveSibling("kubectl-1.20.2-amd64.yaml"));

        assertThat(known).isNotNull();
        assertThat(known.path("originalSize").asLong()).isEqualTo(PROGRAM.length);
        assertThat(known.path("originalDigest").asText()).isEqualTo(Sha256.of(PROGRAM));
        assertThat(known.path("size").asLong()).isEqualTo(archive.toFile().length());
        assertThat(known.path("source").asText()).isEqualTo("https:/" + BIN + "kubectl");
        assertThat(known.path("fetched").asText()).isNotEmpty();
    }

    @Test
    void tenThreadsAskingForOnePackageCauseOneDownload() {
        List<Cache> caches = List.of(cache, open(server.address().toString()));

        List<CachedPackage> results = Parallel.map(
                Collections.nCopies(5, caches).stream().flatMap(List::stream).toList(),
                10,
                one -> one.ensurePackage(KUBECTL));

        assertThat(new HashSet<>(results)).hasSize(1);
        assertThat(server.count("GET " + BIN + "kubectl")).isEqualTo(1);
    }

    @Test
    void twoProcessesAskingForOnePackageCauseOneDownload() throws Exception {
        CountDownLatch bothStarted = new CountDownLatch(2);
        server.on("/started", exchange -> {
            bothStarted.countDown();
            await(bothStarted);
            exchange.sendResponseHeaders(200, -1);
        });

        Process one = fork();
        Process two = fork();

        assertThat(one.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(two.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(List.of(one.exitValue(), two.exitValue())).containsOnly(0);
        assertThat(server.count("GET " + BIN + "kubectl")).isEqualTo(1);
    }

    @Test
    void differentPackagesAreFetchedAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        for (String name : List.of("kubectl", "kubeadm")) {
            server.on(BIN + name, exchange -> {
                both.countDown();
                await(both);
                TestServer.bytes(200, PROGRAM).to(exchange);
            });
        }

        List<CachedPackage> results = Parallel.map(List.of(KUBECTL, KUBEADM), 2, cache::ensurePackage);

        assertThat(results).extracting(CachedPackage::request).containsExactly(KUBECTL, KUBEADM);
    }

    @Test
    void aWrongPublishedChecksumFailsAndNamesBothSumsAndTheUrlAndKeepsNothing() throws IOException {
        String wrong = "0".repeat(64);
        server.serve(BIN + "kubectl.sha256", wrong);

        assertFails(CHECKSUM_MISMATCH, () -> cache.ensurePackage(KUBECTL))
                .hasMessageContaining("sha256:" + wrong)
                .hasMessageContaining(Sha256.of(PROGRAM))
                .hasMessageContaining(server.address() + BIN + "kubectl");
        assertNothingIsKept();
    }

    @Test
    void aFlippedByteOnTheWayIsNoticed() throws IOException {
        byte[] flipped = PROGRAM.clone();
        flipped[1000] ^= 1;
        server.serve(BIN + "kubectl", flipped);

        assertFails(CHECKSUM_MISMATCH, () -> cache.ensurePackage(KUBECTL));
        assertNothingIsKept();
    }

    @Test
    void aTruncatedAnswerMayBeTriedAgainAndItsRestIsNeverTakenForTheWhole() throws IOException {
        server.on(BIN + "kubectl", TestServer.truncated(PROGRAM, 1000));
        assertFails(UNAVAILABLE, () -> cache.ensurePackage(KUBECTL));
        assertNothingCounts();

        server.serve(BIN + "kubectl", PROGRAM);
        assertThat(cache.ensurePackage(KUBECTL).archive()).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first byte", "middle", "last byte", "cut", "gone"})
    void whatHasChangedInTheCacheIsFetchedAgainWithAWarning(String damage) throws IOException {
        CachedPackage good = cache.ensurePackage(KUBECTL);
        byte[] content = Files.readAllBytes(good.archive());
        byte[] damaged = content.clone();
        switch (damage) {
            case "first byte" -> damaged[0] ^= 1;
            case "middle" -> damaged[content.length / 2] ^= 1;
            case "last byte" -> damaged[content.length - 1] ^= 1;
            default -> damaged = java.util.Arrays.copyOf(content, content.length / 2);
        }
        Files.write(good.archive(), damaged);
        if ("gone".equals(damage)) {
            Files.delete(good.archive());
        }

        try (LogRecorder log = new LogRecorder()) {
            assertThat(cache.ensurePackage(KUBECTL)).isEqualTo(good);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(good.archive().toString());
        }
        assertThat(Files.readAllBytes(good.archive())).isEqualTo(content);
        assertThat(server.count("GET " + BIN + "kubectl")).isEqualTo(2);
    }

    @Test
    void aLeftoverOfADeadProcessNeverCounts() throws IOException {
        Path folder = Files.createDirectories(home().resolve("cache/packages/kubectl/1.20.2/amd64"));
        Files.write(folder.resolve("kubectl-1.20.2-amd64.tar.zst"), new byte[100]);
        Path dead = Files.write(folder.resolve(".kubectl-1.20.2-amd64.tar.zst.dead.part"), PROGRAM);
        Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path another = Files.write(folder.resolve(".kubectl-1.20.2-amd64.tar.zst.writing.part"), PROGRAM);

        CachedPackage fetched = cache.ensurePackage(KUBECTL);

        assertThat(server.count("GET " + BIN + "kubectl")).isEqualTo(1);
        assertThat(fetched.digest()).isEqualTo(Sha256.of(Files.readAllBytes(fetched.archive())));
        assertThat(dead).as("nobody writes to it any more").doesNotExist();
        assertThat(another).as("somebody may be writing to it").exists();
    }

    @ParameterizedTest
    @CsvSource({
        "404, NOT_FOUND",
        "401, NOT_FOUND",
        "403, NOT_FOUND",
        "429, UNAVAILABLE",
        "500, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void aRefusalSaysWhetherAnotherAttemptMayHelp(int status, Kind kind) {
        server.on(BIN + "kubectl", TestServer.status(status));

        assertFails(kind, () -> cache.ensurePackage(KUBECTL))
                .hasMessageContaining(server.address() + BIN + "kubectl")
                .hasMessageContaining(Integer.toString(status));
    }

    @Test
    void redirectsAreFollowed() {
        server.on(BIN + "kubectl", TestServer.redirect("/elsewhere"));
        server.on("/elsewhere", TestServer.redirect(server.address() + "/at-last"));
        server.serve("/at-last", PROGRAM);

        assertThat(cache.ensurePackage(KUBECTL).archive()).exists();
    }

    @Test
    void endlessRedirectsEnd() {
        server.on(BIN + "kubectl", TestServer.redirect(BIN + "kubectl"));

        assertFails(UNAVAILABLE, () -> cache.ensurePackage(KUBECTL)).hasMessageContaining("redirects");
    }

    @Test
    void aServerThatFallsSilentInTheMiddleIsGivenUp() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        server.on(BIN + "kubectl", exchange -> {
            exchange.sendResponseHeaders(200, PROGRAM.length);
            exchange.getResponseBody().write(PROGRAM, 0, 1000);
            exchange.getResponseBody().flush();
            await(over);
        });
        Cache impatient = Caches.in(
                new Home(home()),
                CacheOptions.of(server.address().toString(), null),
                FileCatalogue.builtIn(),
                Duration.ofMillis(300),
                PAUSE);

        assertFails(UNAVAILABLE, () -> impatient.ensurePackage(KUBECTL)).hasMessageContaining("no data");
        over.countDown();
        assertNothingCounts();
    }

    @Test
    void withoutANetworkTheErrorNamesTheUrlAndTheMirrorOption() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Cache lost = open("http://127.0.0.1:" + closed);

        for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                () -> lost.ensurePackage(KUBECTL),
                () -> lost.check(List.of(KUBECTL), List.of(), List.of()),
                lost::latestStable)) {
            assertFails(UNAVAILABLE, attempt)
                    .hasMessageContaining("http://127.0.0.1:" + closed + "/dl.k8s.io/release/")
                    .hasMessageContaining("--mirror");
        }
        assertNothingIsKept();
    }

    @Test
    void aDirectoryIsAMirrorTooAlsoAsAFileUrl() throws IOException {
        Path mirror = directory.resolve("a mirror");
        Path folder = Files.createDirectories(mirror.resolve(BIN.substring(1)));
        Files.write(folder.resolve("kubectl"), PROGRAM);
        Files.writeString(folder.resolve("kubectl.sha256"), Sha256.of(PROGRAM).substring("sha256:".length()));
        Files.writeString(mirror.resolve("dl.k8s.io/release/stable.txt"), "v1.20.2\n");

        for (String name : List.of(mirror.toString(), mirror.toUri().toString())) {
            Cache local = open(name);
            local.check(List.of(KUBECTL), List.of(), List.of());
            assertThat(local.latestStable()).isEqualTo("v1.20.2");
            assertThat(local.ensurePackage(KUBECTL).archive()).exists();
            assertFails(NOT_FOUND, () -> local.ensurePackage(KUBEADM)).hasMessageContaining("kubeadm.sha256");
        }
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/does/not/exist", "ftp://example.com/x", "http://", "http://a b/"})
    void aMirrorThatIsNoneIsRefused(String text) {
        assertFails(INVALID, () -> CacheOptions.of(text, null)).hasMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com", "http://", "a b", "/directory"})
    void aRegistryMirrorThatIsNoneIsRefused(String text) {
        assertFails(INVALID, () -> CacheOptions.of(null, text)).hasMessageContaining(text);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsTheHostsProblem() throws IOException {
        Files.writeString(home(), "a file where the home should be");

        assertFails(STORAGE, () -> cache.ensurePackage(KUBECTL)).hasMessageContaining(home().toString());
    }

    @Test
    void checkingAsksForNothingLargeAndNotForWhatIsHere() {
        URI manifest = URI.create("https://example.com/manifests/flannel.yaml");
        server.serve("/example.com/manifests/flannel.yaml", "kind: List");
        cache.ensurePackage(KUBEADM);
        server.forget();

        cache.check(List.of(KUBEADM, KUBECTL), List.of(manifest), List.of());

        assertThat(server.requests())
                .containsExactlyInAnyOrder(
                        "HEAD " + BIN + "kubectl.sha256",
                        "HEAD " + BIN + "kubectl",
                        "HEAD /example.com/manifests/flannel.yaml");
    }

    @Test
    void checkingCopesWithServersThatOnlyKnowGet() {
        server.on(BIN + "kubectl", exchange -> {
            boolean get = "GET".equals(exchange.getRequestMethod());
            (get ? TestServer.bytes(200, PROGRAM) : TestServer.status(501)).to(exchange);
        });

        cache.check(List.of(KUBECTL), List.of(), List.of());

        assertThat(server.count("GET " + BIN + "kubectl")).isEqualTo(1);
    }

    @Test
    void checkingNamesWhatIsMissing() {
        server.on(BIN + "kubectl", TestServer.status(404));

        assertFails(NOT_FOUND, () -> cache.check(List.of(KUBEADM, KUBECTL), List.of(), List.of()))
                .hasMessageContaining(server.address() + BIN + "kubectl ");
    }

    @Test
    void manifestsAreKeptAndRepaired() throws IOException {
        URI manifest = URI.create("https://example.com/manifests/flannel.yaml");
        server.serve("/example.com/manifests/flannel.yaml", "kind: Namespace # ü\n");

        assertThat(cache.ensureManifest(manifest)).isEqualTo("kind: Namespace # ü\n");
        assertThat(cache.ensureManifest(manifest)).isEqualTo("kind: Namespace # ü\n");
        assertThat(server.requests()).hasSize(1);

        Files.writeString(home().resolve("cache/manifests/example.com/manifests/flannel.yaml"), "kind: Damage");
        try (LogRecorder log = new LogRecorder()) {
            assertThat(cache.ensureManifest(manifest)).isEqualTo("kind: Namespace # ü\n");
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/../../etc/passwd",
                "https://example.com/a/../../../x",
                "https://example.com/",
                "file:///etc/passwd",
                "relative/path",
                "https://example.com/x?token=1"
            })
    void anAddressThatIsNoManifestIsRefused(String address) {
        assertFails(INVALID, () -> cache.ensureManifest(URI.create(address)));
        assertThat(server.requests()).isEmpty();
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            Kind kind, ThrowingCallable attempt) {
        return assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(CacheException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(kind));
    }

    /** A part is kept to go on with, and never for a package. */
    private void assertNothingCounts() throws IOException {
        try (Stream<Path> files = Files.walk(home().resolve("cache/packages"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allMatch(file -> file.toString().endsWith(".partial"));
        }
    }

    private void assertNothingIsKept() throws IOException {
        Path packages = home().resolve("cache/packages");
        if (Files.exists(packages)) {
            try (Stream<Path> files = Files.walk(packages)) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    private void publish(String name, byte[] content) {
        server.serve(BIN + name, content);
        server.serve(BIN + name + ".sha256", Sha256.of(content).substring("sha256:".length()));
    }

    private Path home() {
        return directory.resolve("home");
    }

    private Cache open(String mirror) {
        return Caches.in(
                new Home(home()),
                CacheOptions.of(mirror, null),
                FileCatalogue.builtIn(),
                Duration.ofSeconds(60),
                PAUSE);
    }

    private Process fork() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        OtherProcess.class.getName(),
                        home().toString(),
                        server.address().toString())
                .inheritIO()
                .start();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    /** Asks for one package, at the same moment as another process does. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            try (var in = URI.create(arguments[1] + "/started").toURL().openStream()) {
                in.readAllBytes();
            }
            Caches.in(new Home(Path.of(arguments[0])), CacheOptions.of(arguments[1], null))
                    .ensurePackage(KUBECTL);
        }
    }
}
