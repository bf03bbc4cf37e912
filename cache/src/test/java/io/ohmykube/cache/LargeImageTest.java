package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An image much larger than the memory of the process that fetches it and gives it out. Its size in MiB can be set with
 * the system property {@code ohmykube.test.largeLayer}.
 */
class LargeImageTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int SIZE = Integer.getInteger("ohmykube.test.largeLayer", 256);
    private static final byte[] BLOCK = block();

    @TempDir
    private Path directory;

    @Test
    void passesThroughASmallProcess() throws Exception {
        Sha256 sha256 = new Sha256();
        for (int i = 0; i < SIZE; i++) {
            sha256.update(BLOCK, 0, BLOCK.length);
        }
        try (TestServer server = new TestServer()) {
            new FakeRegistry(server).imageOf("large", sha256.digest(), (long) SIZE * MEBIBYTE, LargeImageTest::send);
            long began = System.nanoTime();

            List<String> output = otherProcess(server.address().toString());

            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            System.out.println(SIZE + " MiB in " + seconds + " s: " + output);
            assertThat(output).hasSize(2);
            assertThat(Long.parseLong(output.get(0))).as("bytes given out").isGreaterThan((long) SIZE * MEBIBYTE);
            assertThat(Long.parseLong(output.get(1))).as("most memory, in KiB").isLessThan(256 * 1024);
        }
    }

    private static void send(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, (long) SIZE * MEBIBYTE);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < SIZE; i++) {
                out.write(BLOCK);
            }
        }
    }

    private List<String> otherProcess(String registry) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        OtherProcess.class.getName(),
                        directory.toString(),
                        registry)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return output.lines().toList();
    }

    private static byte[] block() {
        byte[] block = new byte[MEBIBYTE];
        new Random(1).nextBytes(block);
        return block;
    }

    /** Fetches the image, gives it out, and tells how much that was and what memory it took at most. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            Cache cache = Caches.in(new Home(Path.of(arguments[0])), CacheOptions.of(null, arguments[1]));
            CachedImage image = cache.ensureImage("registry.k8s.io/large:1", Architecture.AMD64);
            Counter counter = new Counter();
            cache.writeArchive(List.of(image), counter);
            System.out.println(counter.count);
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM:")) {
                    System.out.println(line.replaceAll("\\D", ""));
                }
            }
        }
    }

    private static final class Counter extends OutputStream {
        private long count;

        @Override
        public void write(int one) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
