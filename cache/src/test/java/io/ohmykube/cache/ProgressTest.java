package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
    private static final PackageRequest KUBECTL = new PackageRequest("kubectl", "v1.20.2", Architecture.AMD64);
    private static final String PROGRAM = "/dl.k8s.io/release/v1.20.2/bin/linux/amd64/kubectl";
    private static final byte[] CONTENT = bytes(300_000);

    @TempDir
    private Path directory;

    private final Map<String, AtomicLong> received = new ConcurrentHashMap<>();
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private TestServer server;
    private FakeRegistry registry;
    private Cache cache;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        registry = new FakeRegistry(server);
        server.serve(PROGRAM, CONTENT);
        server.serve(PROGRAM + ".sha256", Sha256.of(CONTENT).substring("sha256:".length()));
        String address = server.address().toString();
        cache = Caches.in(
                new Home(directory),
                CacheOptions.of(address, address),
                this::begin,
                FileCatalogue.builtIn(),
                Duration.ofSeconds(30),
                Duration.ofMillis(10));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPackageTellsItsSizeItsBytesAndItsEnd() {
        cache.ensurePackage(KUBECTL);
        cache.ensurePackage(KUBECTL);

        assertThat(begun).containsExactly("kubectl 1.20.2 amd64 of 300000");
        assertThat(received.get("kubectl 1.20.2 amd64")).hasValue(300_000);
        assertThat(ended).hasSize(1);
    }

    @Test
    void anImageIsOneTransferWithAllItsLayersAlsoThoseThatAreHere() throws IOException {
        byte[] base = bytes(100_000);
        registry.image("base", "1", Architecture.AMD64, base);
        registry.image("app", "1", Architecture.AMD64, base, CONTENT);
        cache.ensureImage("registry.k8s.io/base:1", Architecture.AMD64);
        CachedImage app = cache.ensureImage("registry.k8s.io/app:1", Architecture.AMD64);

        assertThat(begun.get(1)).isEqualTo("registry.k8s.io/app:1 of " + app.size());
        assertThat(received.get("registry.k8s.io/app:1")).hasValue(app.size());
        assertThat(ended).hasSize(2);
    }

    @Test
    void bytesThatCameToNothingAreTakenBack() {
        byte[] damaged = CONTENT.clone();
        damaged[10] ^= 1;
        server.on(PROGRAM, TestServer.first(TestServer.bytes(200, damaged), TestServer.bytes(200, CONTENT)));

        cache.ensurePackage(KUBECTL);

        assertThat(received.get("kubectl 1.20.2 amd64")).hasValue(300_000);
        assertThat(ended).hasSameSizeAs(begun);
    }

    private Progress.Transfer begin(String what, long bytes) {
        begun.add(what + " of " + bytes);
        AtomicLong count = received.computeIfAbsent(what, unused -> new AtomicLong());
        return new Progress.Transfer() {
            @Override
            public void advance(long more) {
                count.addAndGet(more);
            }

            @Override
            public void close() {
                ended.add(what);
            }
        };
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
