package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.store.Parallel;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are out of order, or out to harm: each ends with words, in time, and within measure. */
@Timeout(60)
class FaultsTest {
    private static final PackageRequest KUBECTL = new PackageRequest("kubectl", "v1.20.2", Architecture.AMD64);
    private static final String PROGRAM = "/dl.k8s.io/release/v1.20.2/bin/linux/amd64/kubectl";
    private static final String MANIFEST = "/v2/pause/manifests/3.2";
    private static final String PAUSE = "registry.k8s.io/pause:3.2";
    private static final byte[] CONTENT = bytes(200_000);

    @TempDir
    private Path directory;

    private final AtomicLong sent = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private TestServer server;
    private FakeRegistry registry;
    private String layer;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        registry = new FakeRegistry(server);
        registry.image("pause", "3.2", Architecture.AMD64, CONTENT);
        layer = registry.blobPath("pause", CONTENT);
        server.serve(PROGRAM, CONTENT);
        server.serve(PROGRAM + ".sha256", Sha256.of(CONTENT).substring("sha256:".length()));
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "401, NOT_FOUND",
        "403, NOT_FOUND",
        "404, NOT_FOUND",
        "429, UNAVAILABLE",
        "500, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void aRegistryThatRefusesAManifestOrALayerIsNamedWithItsReason(int status, Kind kind) {
        for (String path : List.of(layer, MANIFEST)) {
            server.on(path, TestServer.status(status));

            CacheException failure = failure(this::image);

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure).hasMessageContaining(server.address() + path);
            assertThat(failure.getMessage()).containsAnyOf(Integer.toString(status), "wants a login");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MANIFEST, "layer", PROGRAM, PROGRAM + ".sha256"})
    void aServerThatFallsSilentIsGivenUp(String where) {
        String path = "layer".equals(where) ? layer : where;
        server.on(path, exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 10);
            exchange.getResponseBody().flush();
            hold(over);
        });

        CacheException failure = failure(() -> get(path, Duration.ofMillis(300)));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining(path).hasMessageContaining("no data for");
    }

    @ParameterizedTest
    @ValueSource(strings = {MANIFEST, "layer", PROGRAM + ".sha256", "/example.com/list.yaml"})
    void anEndlessAnswerEndsAtWhatItMayHave(String where) {
        String path = "layer".equals(where) ? layer : where;
        server.on(path, this::endless);

        CacheException failure = failure(() -> get(path, Duration.ofSeconds(30)));

        assertThat(failure.kind()).isIn(Kind.INVALID, Kind.CHECKSUM_MISMATCH);
        assertThat(failure).hasMessageContaining(path);
        assertThat(sent.get()).isLessThan(100L << 20);
    }

    @Test
    void redirectsThatLeadOnAndOnAreNotFollowedForEver() {
        for (int i = 0; i < 20; i++) {
            server.on("/hop/" + i, TestServer.redirect("/hop/" + (i + 1)));
        }
        for (String path : List.of(PROGRAM, layer, MANIFEST)) {
            server.on(path, TestServer.redirect("/hop/0"));

            CacheException failure = failure(() -> get(path, Duration.ofSeconds(30)));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining(path).hasMessageContaining("redirects more than 10 times");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MANIFEST, PROGRAM})
    void aRedirectToAnAddressOfAbsurdLengthIsNotFollowedAndNotTold(String path) {
        server.on(path, TestServer.redirect("/" + "x".repeat(100_000)));

        CacheException failure = failure(() -> get(path, Duration.ofSeconds(30)));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining(path);
        assertThat(failure.getMessage()).hasSizeLessThan(1000);
    }

    @Test
    void aRedirectsOwnBodyDoesNotMatter() {
        server.on(PROGRAM, exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, 0);
            write(exchange);
        });
        server.serve("/elsewhere", CONTENT);

        assertThat(open(Duration.ofSeconds(30)).ensurePackage(KUBECTL).archive())
                .exists();
        assertThat(sent.get()).isLessThan(100L << 20);
    }

    @Test
    void headersWithoutEndAreGivenUp() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> endlessHeaders(socket));
            thread.start();
            String address = "http://127.0.0.1:" + socket.getLocalPort();
            Cache cache = open(CacheOptions.of(address, address), Duration.ofSeconds(1));

            CacheException failure = failure(() -> cache.ensurePackage(KUBECTL));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(sent.get()).isLessThan(100L << 20);
        }
    }

    @Test
    void twoProcessesOfTenThreadsAskingForOneImageCauseOneDownload() throws Exception {
        CountDownLatch bothStarted = new CountDownLatch(2);
        server.on("/started", exchange -> {
            bothStarted.countDown();
            hold(bothStarted);
            exchange.sendResponseHeaders(200, -1);
        });

        List<Process> both = List.of(OtherProcess.start(directory, server), OtherProcess.start(directory, server));
        for (Process process : both) {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        assertThat(server.count("GET " + layer + "?ns=registry.k8s.io")).isEqualTo(1);
        assertThat(server.count("GET " + MANIFEST + "?ns=registry.k8s.io")).isEqualTo(1);
        assertThat(server.count("GET " + PROGRAM)).isEqualTo(1);
        assertThat(server.count("GET " + PROGRAM + ".sha256")).isEqualTo(1);
    }

    private static CacheException failure(ThrowingCallable attempt) {
        return catchThrowableOfType(CacheException.class, attempt);
    }

    private void image() {
        open(Duration.ofSeconds(30)).ensureImage(PAUSE, Architecture.AMD64);
    }

    /** Asks for what {@code path} is needed for. */
    private void get(String path, Duration timeout) {
        Cache cache = open(timeout);
        if (path.startsWith("/v2/")) {
            cache.ensureImage(PAUSE, Architecture.AMD64);
        } else if (path.startsWith(PROGRAM)) {
            cache.ensurePackage(KUBECTL);
        } else {
            cache.ensureManifest(URI.create("https:/" + path));
        }
    }

    private Cache open(Duration timeout) {
        String address = server.address().toString();
        return open(CacheOptions.of(address, address), timeout);
    }

    private Cache open(CacheOptions options, Duration timeout) {
        return Caches.in(new Home(directory), options, FileCatalogue.builtIn(), timeout, Duration.ofMillis(10));
    }

    private void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        write(exchange);
    }

    private void write(HttpExchange exchange) throws IOException {
        while (sent.addAndGet(CONTENT.length) < 1L << 30) {
            exchange.getResponseBody().write(CONTENT);
        }
    }

    private void endlessHeaders(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                OutputStream out = client.getOutputStream();
                out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                byte[] line = ("X-More: " + "x".repeat(8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                while (sent.addAndGet(line.length) < 1L << 30) {
                    out.write(line);
                }
            } catch (IOException hungUp) {
                sent.incrementAndGet();
            }
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** Asks for one image and one package ten times at once, at the same moment as another process does. */
    static final class OtherProcess {
        private OtherProcess() {}

        static Process start(Path home, TestServer server) throws IOException {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath,
                            OtherProcess.class.getName(),
                            home.toString(),
                            server.address().toString())
                    .inheritIO()
                    .start();
        }

        public static void main(String[] arguments) throws IOException {
            Cache cache = Caches.in(new Home(Path.of(arguments[0])), CacheOptions.of(arguments[1], arguments[1]));
            try (var in = URI.create(arguments[1] + "/started").toURL().openStream()) {
                in.readAllBytes();
            }
            Parallel.map(Collections.nCopies(10, PAUSE), 10, name -> {
                cache.ensurePackage(KUBECTL);
                return cache.ensureImage(name, Architecture.AMD64);
            });
        }
    }
}
