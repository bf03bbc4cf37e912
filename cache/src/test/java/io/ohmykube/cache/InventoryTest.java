package io.ohmykube.cache;

import static io.ohmykube.cache.Architecture.AMD64;
import static io.ohmykube.cache.Architecture.ARM64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.inventory.CacheEntry;
import io.ohmykube.cache.inventory.CacheStats;
import io.ohmykube.cache.inventory.Cleaned;
import io.ohmykube.cache.inventory.CleaningPolicy;
import io.ohmykube.cache.inventory.Finding;
import io.ohmykube.cache.inventory.Finding.Problem;
import io.ohmykube.cache.inventory.Inventory;
import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Parallel;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.cache.store.Yaml;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    private static final PackageRequest KUBECTL = new PackageRequest("kubectl", "1.33.0", AMD64);
    private static final URI MANIFEST = URI.create("https://example.org/addon/v1/all.yml");
    private static final byte[] PROGRAM =
            "a program that says the same ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    private static final byte[] BASE = FakeRegistry.layer("base");
    private static final byte[] TOP = FakeRegistry.layer("top");
    private static final String ONE = "registry.k8s.io/one:1";
    private static final String TWO = "registry.k8s.io/two:1";

    @TempDir
    private Path directory;

    private TestServer server;
    private FakeRegistry registry;
    private Cache cache;
    private Inventory inventory;

    @BeforeEach
    void fill() throws IOException {
        server = new TestServer();
        registry = new FakeRegistry(server);
        String bin = "/dl.k8s.io/release/v1.33.0/bin/linux/amd64/kubectl";
        server.serve(bin, PROGRAM);
        server.serve(bin + ".sha256", Sha256.of(PROGRAM).substring("sha256:".length()));
        server.serve("/example.org/addon/v1/all.yml", "kind: List\n");
        registry.image("one", "1", AMD64, BASE, TOP);
        registry.image("two", "1", AMD64, BASE);
        cache = open();
        inventory = Inventory.in(new Home(directory));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anEmptyCacheHasNothingAndCanBeCleanedAndVerified() {
        assertThat(inventory.entries()).isEmpty();
        assertThat(inventory.stats().total().count()).isZero();
        assertThat(inventory.verify(true)).isEmpty();
        assertThat(inventory.clean(policy(Duration.ZERO, 0L)).removed()).isEmpty();
    }

    @Test
    void everyArtefactIsListedWithWhereItCameFromAndWhenItWasUsed() throws IOException {
        Instant before = Instant.now().minusSeconds(2);
        CachedPackage kubectl = all();

        List<CacheEntry> entries = inventory.entries();

        assertThat(entries)
                .extracting(CacheEntry::kind, CacheEntry::name, CacheEntry::version, CacheEntry::architecture)
                .containsExactly(
                        tuple(CacheEntry.Kind.PACKAGE, "kubectl", "1.33.0", AMD64),
                        tuple(CacheEntry.Kind.IMAGE, ONE, "1", AMD64),
                        tuple(CacheEntry.Kind.IMAGE, TWO, "1", AMD64),
                        tuple(CacheEntry.Kind.MANIFEST, MANIFEST.toString(), null, null));
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.digest()).startsWith("sha256:");
            assertThat(entry.fetched()).isAfter(before);
            assertThat(entry.lastUsed()).isAfter(before);
        });
        CacheEntry packaged = entries.get(0);
        assertThat(packaged.size()).isEqualTo(Files.size(kubectl.archive()));
        assertThat(packaged.originalSize()).isEqualTo(PROGRAM.length);
        assertThat(packaged.ratio()).isGreaterThan(10);
        assertThat(packaged.source()).isEqualTo("https://dl.k8s.io/release/v1.33.0/bin/linux/amd64/kubectl");
    }

    @Test
    void layersThatImagesShareCountOnce() throws IOException {
        all();

        CacheStats stats = inventory.stats();

        assertThat(stats.kinds()).extracting(CacheStats.Line::count).containsExactly(1, 2, 1);
        assertThat(stats.kinds().get(1).bytes()).isEqualTo(bytesOf("images/blobs"));
        assertThat(stats.total().bytes())
                .isEqualTo(bytesOf("images/blobs")
                        + stats.kinds().get(0).bytes()
                        + stats.kinds().get(2).bytes());
        assertThat(stats.total().originalBytes() - stats.total().bytes())
                .isEqualTo(PROGRAM.length - stats.kinds().get(0).bytes());
        assertThat(stats.leftovers()).isZero();
    }

    @Test
    void anIndexSaysWhatThereIsAfterEachFetchAndEachRemoval() {
        all();
        JsonNode image = index("images").path("images").path(0);

        assertThat(image.path("reference").asText()).isEqualTo(ONE);
        assertThat(image.path("architecture").asText()).isEqualTo("amd64");
        assertThat(directory.resolve("cache").resolve(image.path("path").asText()))
                .isRegularFile();
        assertThat(index("packages").path("packages").path(0).path("digest").asText())
                .startsWith("sha256:");
        assertThat(index("packages").path("packages").path(0).path("lastUsed").asText())
                .isNotEmpty();

        inventory.clean(policy(Duration.ZERO, null));
        assertThat(index("images").path("images")).isEmpty();
        assertThat(index("packages").path("packages")).isEmpty();
    }

    @Test
    void anIndexHoldsAllThatWasFetchedAtTheSameTime() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            registry.image("many" + i, "1", AMD64, FakeRegistry.layer("many" + i));
            names.add("registry.k8s.io/many" + i + ":1");
        }

        Parallel.map(names, 8, name -> cache.ensureImage(name, AMD64));

        assertThat(index("images").path("images").findValuesAsText("reference")).containsExactlyElementsOf(names);
    }

    @Test
    void aFlippedByteAMissingFileAndAStrayOneAreFound() throws IOException {
        Path archive = all().archive();
        Path blob = blob(Sha256.of(TOP));
        flip(archive);
        Files.delete(blob);
        Path stray = Files.writeString(blob("sha256:" + "0".repeat(64)), "nobody's");

        List<Finding> findings = inventory.verify(false);

        assertThat(findings)
                .extracting(Finding::problem, Finding::file)
                .containsExactly(
                        tuple(Problem.DAMAGED, archive), tuple(Problem.MISSING, blob), tuple(Problem.STRAY, stray));
        assertThat(findings.get(0).what()).isEqualTo("kubectl 1.33.0 amd64");
        assertThat(findings).noneMatch(Finding::repaired);
        assertThat(archive).exists();
    }

    @Test
    void whatWasRepairedIsFetchedAgainAtItsNextUse() throws IOException {
        Path archive = all().archive();
        flip(archive);
        flip(blob(Sha256.of(BASE)));
        Files.writeString(archive.resolveSibling("kubectl-1.33.0-amd64.yaml"), ": no yaml");

        assertThat(inventory.verify(true)).isNotEmpty().allMatch(finding -> finding.repaired() || !finding.isDamage());
        assertThat(inventory.entries()).extracting(CacheEntry::kind).containsExactly(CacheEntry.Kind.MANIFEST);

        cache = open();
        all();
        assertThat(inventory.verify(false)).isEmpty();
    }

    @Test
    void whatWasNotUsedForLongEnoughIsRemoved() throws IOException {
        Path archive = all().archive();
        lastUsed(ONE, Duration.ofDays(40));

        Cleaned cleaned = inventory.clean(policy(Duration.ofDays(30), null));

        assertThat(cleaned.removed()).extracting(CacheEntry::name).containsExactly(ONE);
        assertThat(archive).exists();
        assertThat(blob(Sha256.of(TOP))).doesNotExist();
        assertThat(blob(Sha256.of(BASE))).as("the layer that another image has").exists();
        assertThat(inventory.verify(false)).isEmpty();
    }

    @Test
    void whatWasUsedLongestAgoGoesFirstUntilTheRestFits() {
        all();
        lastUsed(TWO, Duration.ofDays(3));
        lastUsed(ONE, Duration.ofDays(2));
        long limit = inventory.stats().total().bytes() - 1;

        Cleaned cleaned = inventory.clean(policy(null, limit));

        assertThat(cleaned.removed())
                .as("what only the oldest has makes room enough")
                .extracting(CacheEntry::name)
                .containsExactly(TWO);
        assertThat(cleaned.remaining())
                .isLessThanOrEqualTo(limit)
                .isEqualTo(inventory.stats().total().bytes());
    }

    @Test
    void whatIsNeededStays() {
        all();

        Cleaned cleaned = inventory.clean(
                new CleaningPolicy(null, null, entry -> entry.name().equals(ONE), false));

        assertThat(cleaned.removed()).hasSize(3);
        assertThat(inventory.entries()).extracting(CacheEntry::name).containsExactly(ONE);
        assertThat(inventory.verify(false)).isEmpty();
    }

    @Test
    void aDryRunSaysWhatTheRealOneDoes() throws IOException {
        all();
        lastUsed(ONE, Duration.ofDays(40));
        Files.writeString(blob("sha256:" + "0".repeat(64)), "nobody's");
        CleaningPolicy policy = policy(Duration.ofDays(30), null);
        long before = bytesOf("images/blobs");

        Cleaned planned = inventory.clean(new CleaningPolicy(policy.olderThan(), null, null, true));

        assertThat(bytesOf("images/blobs")).isEqualTo(before);
        Cleaned done = inventory.clean(policy);
        assertThat(planned).isEqualTo(done);
        assertThat(done.leftovers()).isEqualTo(1);
        assertThat(done.freed()).isEqualTo(before - bytesOf("images/blobs"));
    }

    @Test
    void whatIsBeingFetchedJustNowStays() throws Exception {
        all();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch cleaned = new CountDownLatch(1);
        ArtefactLocks others = new ArtefactLocks(directory.resolve("cache/locks"));
        CompletableFuture<Boolean> fetching =
                CompletableFuture.supplyAsync(() -> others.holding("package-kubectl-1.33.0-amd64", () -> {
                    held.countDown();
                    return await(cleaned);
                }));
        held.await();

        Cleaned result = inventory.clean(policy(Duration.ZERO, null));
        cleaned.countDown();

        assertThat(fetching.get()).isTrue();
        assertThat(result.inUse()).extracting(CacheEntry::name).containsExactly("kubectl");
        assertThat(inventory.entries()).extracting(CacheEntry::name).containsExactly("kubectl");
    }

    @Test
    void aLayerThatWasFetchedForAnImageWithoutARecordYetSurvives() throws Exception {
        CountDownLatch baseIsHere = new CountDownLatch(1);
        CountDownLatch cleaned = new CountDownLatch(1);
        server.on(registry.blobPath("one", TOP), exchange -> {
            baseIsHere.countDown();
            await(cleaned);
            TestServer.bytes(200, TOP).to(exchange);
        });
        CompletableFuture<CachedImage> pull = CompletableFuture.supplyAsync(() -> cache.ensureImage(ONE, AMD64));
        baseIsHere.await();

        Cleaned result = inventory.clean(policy(Duration.ZERO, null));
        cleaned.countDown();

        assertThat(pull.get().reference()).isEqualTo(ONE);
        assertThat(result.leftoversKept()).isTrue();
        assertThat(inventory.verify(false)).isEmpty();
        assertThat(inventory.clean(policy(null, null)).leftoversKept()).isFalse();
        assertThat(inventory.verify(false)).isEmpty();
    }

    @Test
    void remainsOfDeadProcessesAreRemovedAndThoseOfLiveOnesAreNot() throws IOException {
        Path folder = all().archive().getParent();
        Path dead = Files.writeString(folder.resolve(".kubectl.x.part"), "half");
        Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path live = Files.writeString(folder.resolve(".kubectl.y.part"), "half");

        Cleaned cleaned = inventory.clean(policy(null, null));

        assertThat(cleaned.removed()).isEmpty();
        assertThat(cleaned.leftovers()).isEqualTo(1);
        assertThat(cleaned.freed()).isEqualTo(4);
        assertThat(dead).doesNotExist();
        assertThat(live).exists();
    }

    @Test
    void bothArchitecturesOfAnImageAreEntriesOfTheirOwn() throws IOException {
        String amd64 = registry.image("both", "amd64", AMD64, BASE);
        String arm64 = registry.image("both", "arm64", ARM64, TOP);
        registry.index("both", "1", amd64, arm64);
        cache.ensureImage("registry.k8s.io/both:1", AMD64);
        cache.ensureImage("registry.k8s.io/both:1", ARM64);

        assertThat(inventory.entries())
                .extracting(CacheEntry::digest, CacheEntry::architecture)
                .containsExactly(tuple(amd64, AMD64), tuple(arm64, ARM64));
    }

    private CachedPackage all() {
        cache.ensureImage(ONE, AMD64);
        cache.ensureImage(TWO, AMD64);
        cache.ensureManifest(MANIFEST);
        return cache.ensurePackage(KUBECTL);
    }

    private Cache open() {
        String address = server.address().toString();
        return Caches.in(
                new Home(directory),
                CacheOptions.of(address, address),
                FileCatalogue.builtIn(),
                Duration.ofSeconds(5),
                Duration.ofMillis(10));
    }

    private static CleaningPolicy policy(@Nullable Duration olderThan, @Nullable Long maxSize) {
        return new CleaningPolicy(olderThan, maxSize, null, false);
    }

    private JsonNode index(String kind) {
        return Objects.requireNonNull(
                new Yaml().readIfGood(directory.resolve("cache").resolve(kind).resolve("index.yaml")));
    }

    private Path blob(String digest) {
        return directory.resolve("cache/images/blobs/sha256").resolve(digest.substring("sha256:".length()));
    }

    private void lastUsed(String image, Duration ago) {
        String name = Map.of(ONE, "one", TWO, "two").get(image);
        try {
            Files.setLastModifiedTime(
                    directory.resolve("cache/images/references/registry.k8s.io/" + name + "/@1.amd64.yaml"),
                    FileTime.from(Instant.now().minus(ago)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long bytesOf(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("cache").resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void flip(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
