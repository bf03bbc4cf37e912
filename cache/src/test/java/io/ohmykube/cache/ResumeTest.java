package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.ZstdInputStream;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads that break off go on where they were, in this process or in the next. */
@Timeout(120)
class ResumeTest {
    private static final PackageRequest KUBECTL = new PackageRequest("kubectl", "v1.20.2", Architecture.AMD64);
    private static final PackageRequest CRICTL = new PackageRequest("crictl", "v1.20.0", Architecture.AMD64);
    private static final String PROGRAM = "/dl.k8s.io/release/v1.20.2/bin/linux/amd64/kubectl";
    private static final String ARCHIVE =
            "/github.com/kubernetes-sigs/cri-tools/releases/download/v1.20.0/crictl-v1.20.0-linux-amd64.tar.gz";
    private static final String PAUSE = "registry.k8s.io/pause:3.2";
    private static final byte[] CONTENT = bytes(2_000_000);
    private static final int HALF = 1_000_000;

    @TempDir
    private Path directory;

    private final AtomicLong received = new AtomicLong();
    private TestServer server;
    private String layer;
    private Cache cache;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        publish(PROGRAM, CONTENT);
        FakeRegistry registry = new FakeRegistry(server);
        registry.image("pause", "3.2", Architecture.AMD64, CONTENT);
        layer = registry.blobPath("pause", CONTENT);
        cache = open();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aProgramALayerAndAnArchiveGoOnWhereTheConnectionBroke() throws IOException {
        byte[] archive = tarGz("crictl", CONTENT);
        publish(ARCHIVE, archive);
        for (String path : List.of(PROGRAM, layer, ARCHIVE)) {
            byte[] whole = path.equals(ARCHIVE) ? archive : CONTENT;
            RangedFile file = new RangedFile(whole)
                    .breaking(connection -> connection == 0 ? 100_000 : whole.length)
                    .afterReading(this::awaitReading);
            received.set(0);
            server.on(path, file);

            ensure(path);

            assertThat(file.ranges()).as(path).hasSize(2).startsWith("all");
            assertThat(Integer.parseInt(file.ranges().get(1))).as(path).isBetween(50_000, 100_000);
        }
        assertThat(program(KUBECTL)).isEqualTo(CONTENT);
        assertThat(program(CRICTL)).isEqualTo(CONTENT);
        assertThat(blob()).hasBinaryContent(CONTENT);
    }

    @Test
    void connectionsThatBringSomethingDoNotCountAsFailures() throws IOException {
        for (String path : List.of(PROGRAM, layer)) {
            RangedFile file =
                    new RangedFile(CONTENT).breaking(connection -> 150_000).afterReading(this::awaitReading);
            received.set(0);
            server.on(path, file);

            ensure(path);

            assertThat(file.ranges()).hasSizeBetween(14, 20);
        }
        assertThat(program(KUBECTL)).isEqualTo(CONTENT);
        assertThat(blob()).hasBinaryContent(CONTENT);
    }

    @Test
    void aServerThatKnowsNoRangesIsReadFromItsBeginningAgain() throws IOException {
        for (String path : List.of(PROGRAM, layer)) {
            server.on(path, TestServer.first(TestServer.truncated(CONTENT, HALF), TestServer.bytes(200, CONTENT)));

            ensure(path);
        }
        assertThat(program(KUBECTL)).isEqualTo(CONTENT);
        assertThat(blob()).hasBinaryContent(CONTENT);
    }

    @Test
    void aFileThatChangedMeanwhileIsReadAnew() throws IOException {
        byte[] other = bytes(1_500_000);
        RangedFile file = new RangedFile(CONTENT);
        file.breaking(connection -> {
            if (connection == 0) {
                file.change(other);
            }
            return connection == 0 ? HALF : other.length;
        });
        RangedFile first = new RangedFile(CONTENT).breaking(connection -> HALF).afterReading(this::awaitReading);
        server.on(PROGRAM, TestServer.first(first, file));
        server.serve(PROGRAM + ".sha256", Sha256.of(other).substring("sha256:".length()));

        cache.ensurePackage(KUBECTL);

        assertThat(program(KUBECTL)).isEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"package", "image"})
    void aConnectionThatBreaksAtTheSameByteThreeTimesIsGivenUpAndContinuedLater(String what) throws IOException {
        String path = "package".equals(what) ? PROGRAM : layer;
        RangedFile file = new RangedFile(CONTENT)
                .breaking(connection -> connection == 0 ? HALF : 0)
                .afterReading(this::awaitReading);
        server.on(path, file);

        CacheException failure = catchThrowableOfType(CacheException.class, () -> ensure(path));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(file.ranges()).hasSize(3).startsWith("all");
        assertThat(file.ranges().get(1)).isEqualTo(file.ranges().get(2));
        assertThat(wholeFiles()).as("what counts as complete").doesNotContain(CONTENT.length);

        file.breaking(connection -> Integer.MAX_VALUE);
        cache = open();
        ensure(path);

        assertThat(Integer.parseInt(file.ranges().get(3))).isBetween(HALF - 200_000, HALF);
        assertThat("package".equals(what) ? program(KUBECTL) : Files.readAllBytes(blob()))
                .isEqualTo(CONTENT);
        assertThat(parts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"package", "image"})
    void aProcessThatIsKilledInTheMiddleIsContinuedByTheNext(String what) throws Exception {
        String path = "package".equals(what) ? PROGRAM : layer;
        CountDownLatch killed = new CountDownLatch(1);
        RangedFile file = new RangedFile(CONTENT);
        server.on(
                path,
                TestServer.first(
                        exchange -> {
                            exchange.sendResponseHeaders(200, CONTENT.length);
                            exchange.getResponseBody().write(CONTENT, 0, HALF);
                            exchange.getResponseBody().flush();
                            hold(killed);
                        },
                        file));
        Process child = OtherProcess.start(directory, server, what);
        // The other process renames files while they are looked for.
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> parts().stream().anyMatch(part -> part.toFile().length() > HALF - 200_000));

        assertThat(child.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();
        killed.countDown();
        assertThat(wholeFiles()).as("what counts as complete").doesNotContain(CONTENT.length);
        ensure(path);

        assertThat(file.ranges()).hasSize(1);
        assertThat(Integer.parseInt(file.ranges().get(0))).isBetween(HALF - 400_000, HALF);
        assertThat("package".equals(what) ? program(KUBECTL) : Files.readAllBytes(blob()))
                .isEqualTo(CONTENT);
        assertThat(parts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, HALF, 1_999_999, 2_000_000, 2_000_001})
    void aPartOfALayerThatIsOfSomethingElseIsReplaced(int length) throws IOException {
        byte[] wrong = bytes(length);
        Files.createDirectories(blob().getParent());
        Files.write(part(blob()), wrong);
        server.on(layer, new RangedFile(CONTENT));

        ensure(layer);

        assertThat(blob()).hasBinaryContent(CONTENT);
        assertThat(parts()).isEmpty();
    }

    @Test
    void aLayerThatWasWholeWhenItsProcessDiedIsNotAskedForAgain() throws IOException {
        Files.createDirectories(blob().getParent());
        Files.write(part(blob()), CONTENT);

        ensure(layer);

        assertThat(blob()).hasBinaryContent(CONTENT);
        assertThat(server.requests()).noneMatch(request -> request.startsWith("GET " + layer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise", "another program", "another size", "an empty file"})
    void aPartOfAProgramThatIsOfSomethingElseIsReplaced(String what) throws IOException {
        Path target = cache.ensurePackage(KUBECTL).archive();
        byte[] whole = Files.readAllBytes(target);
        byte[] other = CONTENT.clone();
        other[5000] ^= 1;
        byte[] part =
                switch (what) {
                    case "noise" -> bytes(500_000);
                    case "an empty file" -> new byte[0];
                    default -> {
                        byte[] served = "another size".equals(what) ? Arrays.copyOf(other, 1_900_000) : other;
                        Files.delete(target);
                        publish(PROGRAM, served);
                        cache = open();
                        byte[] made =
                                Files.readAllBytes(cache.ensurePackage(KUBECTL).archive());
                        yield Arrays.copyOf(made, made.length / 2);
                    }
                };
        publish(PROGRAM, CONTENT);
        server.on(PROGRAM, new RangedFile(CONTENT));
        Files.delete(target);
        Files.write(part(target), part);
        cache = open();

        cache.ensurePackage(KUBECTL);

        assertThat(target).hasBinaryContent(whole);
        assertThat(parts()).isEmpty();
    }

    private void ensure(String path) {
        if (path.equals(layer)) {
            cache.ensureImage(PAUSE, Architecture.AMD64);
        } else {
            cache.ensurePackage(path.equals(PROGRAM) ? KUBECTL : CRICTL);
        }
    }

    private Cache open() {
        String address = server.address().toString();
        return Caches.in(
                new Home(directory),
                CacheOptions.of(address, address),
                (what, bytes) -> new Progress.Transfer() {
                    @Override
                    public void advance(long more) {
                        received.addAndGet(more);
                    }

                    @Override
                    public void close() {}
                },
                FileCatalogue.builtIn(),
                Duration.ofSeconds(30),
                Duration.ofMillis(10));
    }

    private void publish(String path, byte[] content) {
        server.serve(path, content);
        server.serve(path + ".sha256", Sha256.of(content).substring("sha256:".length()));
    }

    private Path blob() {
        return directory
                .resolve("cache/images/blobs/sha256")
                .resolve(Sha256.of(CONTENT).substring("sha256:".length()));
    }

    private static Path part(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".partial");
    }

    private List<Path> parts() throws IOException {
        return files().filter(file -> file.toString().endsWith(".partial")).toList();
    }

    private List<Integer> wholeFiles() throws IOException {
        return files().filter(file -> !file.toString().endsWith(".partial"))
                .map(file -> (int) file.toFile().length())
                .toList();
    }

    private Stream<Path> files() throws IOException {
        if (!Files.exists(directory.resolve("cache"))) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    private byte[] program(PackageRequest request) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ZstdInputStream(
                Files.newInputStream(cache.ensurePackage(request).archive())))) {
            assertThat(tar.getNextEntry()).isNotNull();
            return tar.readAllBytes();
        }
    }

    private static byte[] tarGz(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return out.toByteArray();
    }

    private void awaitReading(long position) {
        await().until(() -> received.get() >= position);
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(90, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** Asks for the package or the image, and is killed. */
    static final class OtherProcess {
        private OtherProcess() {}

        static Process start(Path home, TestServer server, String what) throws IOException {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath,
                            OtherProcess.class.getName(),
                            home.toString(),
                            server.address().toString(),
                            what)
                    .inheritIO()
                    .start();
        }

        public static void main(String[] arguments) {
            Cache cache = Caches.in(new Home(Path.of(arguments[0])), CacheOptions.of(arguments[1], arguments[1]));
            if ("package".equals(arguments[2])) {
                cache.ensurePackage(KUBECTL);
            } else {
                cache.ensureImage(PAUSE, Architecture.AMD64);
            }
        }
    }
}
