package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache on a real file system that is too small. */
class FullDiskTest {
    private static final PackageRequest KUBECTL = new PackageRequest("kubectl", "v1.20.2", Architecture.AMD64);
    private static final String PROGRAM = "/dl.k8s.io/release/v1.20.2/bin/linux/amd64/kubectl";
    private static final String PAUSE = "registry.k8s.io/pause:3.2";

    @TempDir
    private Path directory;

    private Path disk;
    private boolean mounted;
    private TestServer server;
    private Cache cache;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString());
        assumeTrue(mounted, "this host lets nobody mount a small disk here");
        byte[] content = new byte[2_000_000];
        new Random(1).nextBytes(content);
        server = new TestServer();
        server.serve(PROGRAM, content);
        server.serve(PROGRAM + ".sha256", Sha256.of(content).substring("sha256:".length()));
        new FakeRegistry(server).image("pause", "3.2", Architecture.AMD64, content);
        String address = server.address().toString();
        cache = Caches.in(
                new Home(disk),
                CacheOptions.of(address, address),
                FileCatalogue.builtIn(),
                Duration.ofSeconds(30),
                Duration.ofMillis(10));
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            server.close();
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void isNamedLeavesNothingHalfMadeAndIsOvercomeOnceThereIsRoom() throws Exception {
        CacheException noPackage = catchThrowableOfType(CacheException.class, () -> cache.ensurePackage(KUBECTL));
        CacheException noImage =
                catchThrowableOfType(CacheException.class, () -> cache.ensureImage(PAUSE, Architecture.AMD64));

        for (CacheException failure : new CacheException[] {noPackage, noImage}) {
            assertThat(failure.kind()).isEqualTo(Kind.STORAGE);
            assertThat(failure).hasMessageContaining(disk.toString()).hasMessageContaining("No space left on device");
        }
        assertThat(server.count("GET " + PROGRAM))
                .as("no second attempt fits either")
                .isEqualTo(1);
        assertThat(large()).as("what is left of the attempts").isEmpty();

        assertThat(run("mount", "-o", "remount,size=32m", disk.toString())).isTrue();

        assertThat(cache.ensurePackage(KUBECTL).archive()).exists();
        assertThat(cache.ensureImage(PAUSE, Architecture.AMD64).size()).isGreaterThan(2_000_000);
    }

    private Stream<Path> large() throws IOException {
        try (Stream<Path> files = Files.walk(disk)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() > 10_000)
                    .toList()
                    .stream();
        }
    }

    private static boolean run(String... argv) throws Exception {
        return new ProcessBuilder(argv).redirectErrorStream(true).start().waitFor() == 0;
    }
}
