package io.ohmykube.cache;

import static io.ohmykube.cache.Architecture.AMD64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.ohmykube.cache.bundle.BundleContents;
import io.ohmykube.cache.bundle.BundleSummary;
import io.ohmykube.cache.bundle.Bundles;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.inventory.CacheEntry;
import io.ohmykube.cache.inventory.Inventory;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundlesTest {
    private static final PackageRequest KUBECTL = new PackageRequest("kubectl", "1.33.0", AMD64);
    private static final URI MANIFEST = URI.create("https://example.org/addon/v1/all.yml");
    private static final byte[] PROGRAM = new byte[300_000];
    private static final byte[] BASE = FakeRegistry.layer("base");
    private static final String ONE = "registry.k8s.io/one:1";
    private static final String TWO = "registry.k8s.io/two:1";

    static {
        new Random(5).nextBytes(PROGRAM);
    }

    @TempDir
    private Path directory;

    private TestServer server;
    private Path bundle;
    private Home here;
    private Home there;

    @BeforeEach
    void fillTheCacheHere() throws IOException {
        here = new Home(directory.resolve("here"));
        there = new Home(directory.resolve("there"));
        bundle = directory.resolve("kube.bundle.tar.zst");
        server = new TestServer();
        FakeRegistry registry = new FakeRegistry(server);
        String bin = "/dl.k8s.io/release/v1.33.0/bin/linux/amd64/kubectl";
        server.serve(bin, PROGRAM);
        server.serve(bin + ".sha256", Sha256.of(PROGRAM).substring("sha256:".length()));
        server.serve("/example.org/addon/v1/all.yml", "kind: List\n");
        registry.image("one", "1", AMD64, BASE, FakeRegistry.layer("top"));
        registry.image("two", "1", AMD64, BASE);
        use(open(here));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatWasBundledIsInTheOtherCacheAndNeedsNoNetworkThere() throws IOException {
        BundleSummary created = create(bundle);
        server.close();

        Bundles.Loaded loaded = load(there);

        assertThat(created.packages()).isEqualTo(1);
        assertThat(created.images()).isEqualTo(2);
        assertThat(created.manifests()).isEqualTo(1);
        assertThat(created.nodeImages()).containsExactly("container");
        assertThat(loaded.summary().kubernetes()).isEqualTo("v1.33.0");
        assertThat(loaded.nodeImages().get("container")).hasContent("a node image");
        use(Caches.in(there, CacheOptions.none().withOffline(true)));
        assertThat(Inventory.in(there).verify(false)).isEmpty();
        assertThat(Inventory.in(there).entries())
                .extracting(CacheEntry::title)
                .isEqualTo(Inventory.in(here).entries().stream()
                        .map(CacheEntry::title)
                        .toList());
        assertThat(there.cache().resolve("images/index.yaml")).content().contains(ONE, TWO);
    }

    @Test
    void theSameContentsGiveTheSameBytes() throws IOException {
        create(bundle);
        Path again = directory.resolve("again");
        create(again);
        assertThat(again).hasSameBinaryContentAs(bundle);
    }

    @Test
    void onlyWhatIsWantedIsInIt() {
        bundles(here)
                .create(
                        bundle,
                        new BundleContents(
                                "v1.33.0", List.of(AMD64), entry -> entry.name().equals(TWO), Map.of()));
        load(there);
        assertThat(Inventory.in(there).entries()).extracting(CacheEntry::name).containsExactly(TWO);
    }

    @Test
    void loadingTwiceAddsNothingTheSecondTime() throws IOException {
        create(bundle);
        assertThat(load(there).summary().added()).isPositive();
        List<String> before = files(there);

        assertThat(load(there).summary().added()).isZero();
        assertThat(files(there)).isEqualTo(before);
    }

    @Test
    void whatIsDamagedInTheCacheIsMendedByLoading() throws IOException {
        create(bundle);
        load(there);
        Path archive = Caches.in(there, CacheOptions.none().withOffline(true))
                .ensurePackage(KUBECTL)
                .archive();
        Files.writeString(archive, "no longer an archive");

        load(there);

        assertThat(Inventory.in(there).verify(false)).isEmpty();
    }

    @Test
    void nothingThatIsDamagedHereGetsIntoABundle() throws IOException {
        Path archive = open(here).ensurePackage(KUBECTL).archive();
        byte[] content = Files.readAllBytes(archive);
        content[content.length / 2] ^= 1;
        Files.write(archive, content);

        assertThatThrownBy(() -> create(bundle))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("kubectl-1.33.0-amd64.tar.zst")
                .hasMessageContaining("cache verify --repair");
        assertThat(bundle).doesNotExist();
        assertThat(directory.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.01, 0.3, 0.9, 0.999})
    void aBundleThatIsCutOffIsRefusedAndNothingOfItIsVisible(double share) throws IOException {
        create(bundle);
        byte[] whole = Files.readAllBytes(bundle);
        Files.write(bundle, Arrays.copyOf(whole, (int) (whole.length * share)));
        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.5, 0.95})
    void aFlippedBitIsFoundWhereverItIs(double at) throws IOException {
        create(bundle);
        byte[] whole = Files.readAllBytes(bundle);
        whole[(int) (whole.length * at)] ^= 4;
        Files.write(bundle, whole);
        assertRefused();
    }

    @Test
    void aFileThatWasChangedIsNamed() throws IOException {
        create(bundle);
        rewrite(entry -> entry.name().endsWith("all.yml") ? entry.with("kind: Lisp\n") : entry);
        assertRefused().hasMessageContaining("manifests/example.org/addon/v1/all.yml");
    }

    @Test
    void aFileThatIsMissingIsNamed() throws IOException {
        create(bundle);
        rewrite(entry -> entry.name().endsWith("all.yml") ? null : entry);
        assertRefused().hasMessageContaining("lacks manifests/example.org/addon/v1/all.yml");
    }

    @Test
    void aFileThatNobodyNamedIsRefused() throws IOException {
        create(bundle);
        rewrite(entry -> entry.name().endsWith("all.yml") ? entry.named("manifests/example.org/more.yml") : entry);
        assertRefused().hasMessageContaining("manifests/example.org/more.yml").hasMessageContaining("does not name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../escaped",
                "/tmp/escaped",
                "packages/../../escaped",
                "manifests/./x",
                "settings.yaml",
                "images/blobs/sha256/0000"
            })
    void aPathThatLeadsElsewhereIsRefused(String path) throws IOException {
        create(bundle);
        rewrite(entry -> entry.name().equals("bundle.yaml")
                ? entry.with(entry.text().replace("manifests/example.org/addon/v1/all.yml\"", path + "\""))
                : entry.name().endsWith("all.yml") ? entry.named(path) : entry);
        assertRefused().hasMessageContaining(path);
        assertThat(directory.resolve("escaped")).doesNotExist();
    }

    @Test
    void aLinkIsRefused() throws IOException {
        create(bundle);
        rewrite(entry -> entry.name().endsWith("all.yml") ? entry.linkingTo("/etc/passwd") : entry);
        assertRefused().hasMessageContaining("all.yml");
    }

    @Test
    void aFormatOfTheFutureIsRefusedAndSaysSo() throws IOException {
        create(bundle);
        rewrite(entry -> entry.name().equals("bundle.yaml")
                ? entry.with(entry.text().replace("format: 1", "format: 2"))
                : entry);
        assertRefused().hasMessageContaining("format 2").hasMessageContaining("newer ohmykube");
    }

    @Test
    void whatIsNoBundleAtAllIsRefused() throws IOException {
        Files.writeString(bundle, "hello");
        assertRefused();
        assertThatThrownBy(() -> bundles(there).verify(directory.resolve("none")))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("there is no file");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        assertThatThrownBy(() -> load(there))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("is not a sound bundle");
        assertThat(Inventory.in(there).entries()).isEmpty();
        return assertThatThrownBy(() -> bundles(there).verify(bundle))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(bundle + " is not a sound bundle")
                .extracting(thrown -> (Throwable) thrown)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE);
    }

    private void use(Cache cache) {
        cache.ensurePackage(KUBECTL);
        cache.ensureManifest(MANIFEST);
        cache.ensureImage(ONE, AMD64);
        cache.ensureImage(TWO, AMD64);
    }

    private BundleSummary create(Path file) throws IOException {
        Path image = Files.writeString(directory.resolve("image.tar"), "a node image");
        return bundles(here)
                .create(file, new BundleContents("v1.33.0", List.of(AMD64), entry -> true, Map.of("container", image)));
    }

    private Bundles.Loaded load(Home home) {
        try {
            return bundles(home).load(bundle, Files.createTempDirectory(directory, "node-images"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bundles bundles(Home home) {
        return new Bundles(home, Progress.NONE);
    }

    private Cache open(Home home) {
        String address = server.address().toString();
        return Caches.in(
                home,
                CacheOptions.of(address, address),
                FileCatalogue.builtIn(),
                Duration.ofSeconds(5),
                Duration.ofMillis(10));
    }

    private static List<String> files(Home home) throws IOException {
        try (Stream<Path> all = Files.walk(home.cache())) {
            return all.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
        }
    }

    /** Content as text of which each character is a byte. */
    private record Entry(String name, String text, String link) {
        Entry with(String other) {
            return new Entry(name, other, link);
        }

        Entry named(String other) {
            return new Entry(other, text, link);
        }

        Entry linkingTo(String target) {
            return new Entry(name, "", target);
        }
    }

    /** Makes another bundle of this one; what becomes null is left out. */
    private void rewrite(UnaryOperator<Entry> change) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ZstdInputStream(Files.newInputStream(bundle)))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Entry changed = change.apply(
                        new Entry(entry.getName(), new String(in.readAllBytes(), StandardCharsets.ISO_8859_1), ""));
                if (changed != null) {
                    entries.add(changed);
                }
            }
        }
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(new ZstdOutputStream(Files.newOutputStream(bundle)), "UTF-8")) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Entry entry : entries) {
                TarArchiveEntry header = entry.link().isEmpty()
                        ? new TarArchiveEntry(entry.name(), true)
                        : new TarArchiveEntry(entry.name(), TarConstants.LF_SYMLINK);
                header.setLinkName(entry.link());
                byte[] content = entry.text().getBytes(StandardCharsets.ISO_8859_1);
                header.setSize(content.length);
                out.putArchiveEntry(header);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
    }
}
