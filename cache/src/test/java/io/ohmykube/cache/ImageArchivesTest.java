package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import io.ohmykube.cache.ImageFiles.Image;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cache takes out of archives of images, and what it refuses. */
class ImageArchivesTest {
    private static final Image APP = Image.of("amd64", "base", "the program");
    private static final Image ARM = Image.of("arm64", "base for arm", "the program for arm");

    @TempDir
    Path directory;

    private Cache cache;

    @BeforeEach
    void start() {
        cache = Caches.in(new Home(directory), CacheOptions.none());
    }

    @Test
    void whatOldDockersSaveKeepsItsImageId() throws IOException {
        CachedImage image = take(oldDocker("team/app:1", APP).tar()).get(0);

        assertThat(image.reference()).isEqualTo("docker.io/team/app:1");
        JsonNode manifest = json(kept(image).get(path(image.digest())));
        assertThat(manifest.at("/config/digest").asText()).isEqualTo(Sha256.of(APP.config()));
        assertThat(manifest.at("/layers/1/digest").asText()).isEqualTo(Sha256.of(bytes("the program")));
        assertThat(manifest.at("/layers/1/mediaType").asText()).isEqualTo("application/vnd.oci.image.layer.v1.tar");
        assertThat(kept(image).get(path(Sha256.of(APP.config())))).isEqualTo(APP.config());
    }

    @Test
    void whatPodmanSavesIsFoundThroughItsLinks() throws IOException {
        String layer = ImageFiles.hex(bytes("base"));
        byte[] config = Image.of("amd64", "base").config();
        ImageFiles files = new ImageFiles()
                .put(layer + ".tar", bytes("base"))
                .link("c0ffee/layer.tar", "../" + layer + ".tar")
                .put(ImageFiles.hex(config) + ".json", config)
                .put("manifest.json", list(ImageFiles.hex(config) + ".json", "localhost/app:1", "c0ffee/layer.tar"));

        CachedImage image = take(files.tar()).get(0);

        assertThat(image.reference()).isEqualTo("localhost/app:1");
        assertThat(kept(image)).containsKey("blobs/sha256/" + layer);
    }

    /** It has an OCI layout and the former list in one; the layout's annotations name the tag only. */
    @Test
    void whatNewDockersSaveKeepsTheManifestOfTheRegistry() throws IOException {
        String entry = APP.entry(",\"annotations\":{\"org.opencontainers.image.ref.name\":\"1\"}");
        ImageFiles files = new ImageFiles()
                .blobs(APP)
                .put("index.json", ImageFiles.index(entry))
                .put(
                        "manifest.json",
                        list(
                                path(Sha256.of(APP.config())),
                                "app:1",
                                path(Sha256.of(bytes("base"))),
                                path(Sha256.of(bytes("the program")))));

        CachedImage image = take(files.tar()).get(0);

        assertThat(image.reference()).isEqualTo("docker.io/library/app:1");
        assertThat(image.digest()).isEqualTo(Sha256.of(APP.manifest()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOciLayoutIsReadWhereverItsIndexStands(boolean first) throws IOException {
        byte[] index = ImageFiles.index(APP.entry(ImageFiles.named("registry.example:5000/app:1")));
        ImageFiles files = new ImageFiles();
        if (first) {
            files.put("./index.json", index);
        }
        files.blobs(APP);
        if (!first) {
            files.put("./index.json", index);
        }

        CachedImage image = take(files.tar()).get(0);

        assertThat(image)
                .isEqualTo(new CachedImage(
                        "registry.example:5000/app:1",
                        Sha256.of(APP.manifest()),
                        APP.config().length + "basethe program".length()));
        assertThat(cache.ensureImage("registry.example:5000/app:1", Architecture.AMD64))
                .isEqualTo(image);
        assertThat(kept(image)).hasSize(2 + 4);
    }

    @Test
    void thePlatformIsChosenAlsoInIndexesOfIndexes() throws IOException {
        byte[] inner = ImageFiles.index(
                APP.entry(APP.platform()),
                ARM.entry(ARM.platform()),
                ImageFiles.descriptor(
                        "application/vnd.oci.image.manifest.v1+json",
                        bytes("no image but what is attested of it"),
                        ",\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"}"));
        String outer = ImageFiles.descriptor(
                "application/vnd.oci.image.index.v1+json", inner, ImageFiles.named("docker.io/library/app:1"));
        byte[] archive = new ImageFiles()
                .put("index.json", ImageFiles.index(outer))
                .blob(inner)
                .blobs(APP)
                .blobs(ARM)
                .tar();

        assertThat(take(archive, Architecture.ARM64, false).get(0).digest()).isEqualTo(Sha256.of(ARM.manifest()));
        assertThat(take(archive, Architecture.AMD64, false).get(0).digest()).isEqualTo(Sha256.of(APP.manifest()));
        assertThat(cache.ensureImage("app:1", Architecture.ARM64).digest()).isEqualTo(Sha256.of(ARM.manifest()));
    }

    @Test
    void gzipAndZstdAreReadByWhatTheyAre() throws IOException {
        byte[] tar = oldDocker("app:1", APP).tar();
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(tar);
        }

        CachedImage plain = take(tar).get(0);
        assertThat(take(gzip.toByteArray())).containsExactly(plain);
        assertThat(take(Zstd.compress(tar))).containsExactly(plain);
    }

    @Test
    void aCompressedLayerIsComparedWithWhatItsConfigurationSaysOfItsContent() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(bytes("base"));
        }
        byte[] config = Image.of("amd64", "base").config();
        ImageFiles files = new ImageFiles()
                .put("config", config)
                .put("layer", gzip.toByteArray())
                .put("manifest.json", list("config", "app:1", "layer"));
        CachedImage image = take(files.tar()).get(0);
        assertThat(json(kept(image).get(path(image.digest())))
                        .at("/layers/0/mediaType")
                        .asText())
                .isEqualTo("application/vnd.oci.image.layer.v1.tar+gzip");

        files.put("config", Image.of("amd64", "another base").config());
        refused(files.tar(), CacheException.Kind.CHECKSUM_MISMATCH).hasMessageContaining("layer of app.tar is damaged");
    }

    @Test
    void severalImagesShareLayersAndAnyOfThemCanBeAskedFor() {
        Image other = Image.of("amd64", "base", "another program");
        byte[] archive = new ImageFiles()
                .blobs(APP)
                .blobs(other)
                .put(
                        "index.json",
                        ImageFiles.index(
                                APP.entry(ImageFiles.named("app:1")), other.entry(ImageFiles.named("other:1"))))
                .tar();

        assertThat(take(archive))
                .extracting(CachedImage::reference)
                .containsExactly("docker.io/library/app:1", "docker.io/library/other:1");
        assertThat(cache.importArchive(new ByteArrayInputStream(archive), request("other:1")))
                .singleElement()
                .extracting(CachedImage::digest)
                .isEqualTo(Sha256.of(other.manifest()));
        assertThatThrownBy(() -> cache.importArchive(new ByteArrayInputStream(archive), request("third:1")))
                .hasMessage("docker.io/library/third:1 is not in app.tar, which has docker.io/library/app:1,"
                        + " docker.io/library/other:1");
    }

    @Test
    void theOnlyImageTakesTheNameThatIsAskedFor() {
        byte[] nameless = new ImageFiles()
                .blobs(APP)
                .put("index.json", ImageFiles.index(APP.entry("")))
                .tar();

        refused(nameless, CacheException.Kind.INVALID).hasMessageContaining("the image has no name there");
        assertThat(cache.importArchive(new ByteArrayInputStream(nameless), request("app:2")))
                .singleElement()
                .extracting(CachedImage::reference)
                .isEqualTo("docker.io/library/app:2");
        String digest = "app@sha256:" + "0".repeat(64);
        assertThatThrownBy(() -> cache.importArchive(new ByteArrayInputStream(nameless), request(digest)))
                .hasMessageContaining("name the image by its tag");
    }

    @Test
    void aTagThatIsImportedAgainMeansTheNewImage() {
        take(oldDocker("app:1", APP).tar());
        Image newer = Image.of("amd64", "base", "a better program");
        CachedImage image = take(oldDocker("app:1", newer).tar()).get(0);

        assertThat(cache.ensureImage("app:1", Architecture.AMD64)).isEqualTo(image);
    }

    @Test
    void anImageForAnotherArchitectureIsRefusedUnlessAnyWillDo() throws IOException {
        byte[] oci = new ImageFiles()
                .blobs(ARM)
                .put("index.json", ImageFiles.index(ARM.entry(ImageFiles.named("app:1"))))
                .tar();
        for (byte[] archive : List.of(oci, oldDocker("app:1", ARM).tar())) {
            refused(archive, CacheException.Kind.INVALID)
                    .hasMessageContaining("app:1 of app.tar is for linux/arm64, but linux/amd64 is wanted")
                    .hasMessageContaining("--skip-arch-check");
            assertThat(take(archive, Architecture.AMD64, true)).hasSize(1);
        }
    }

    @Test
    void aFlippedByteIsFoundWhereverItIs() {
        byte[] good = oldDocker("app:1", APP).tar();
        byte[] layer = good.clone();
        int at = new String(good, StandardCharsets.ISO_8859_1).indexOf("the program");
        layer[at] = 'T';
        refused(layer, CacheException.Kind.CHECKSUM_MISMATCH)
                .hasMessageContaining("old2/layer.tar of app.tar is damaged");
        byte[] config = good.clone();
        config[new String(good, StandardCharsets.ISO_8859_1).indexOf("linux")] = 'L';
        refused(config, CacheException.Kind.CHECKSUM_MISMATCH).hasMessageContaining(".json of app.tar is damaged");
        byte[] oci = new ImageFiles()
                .blobs(APP)
                .put("index.json", ImageFiles.index(APP.entry(ImageFiles.named("app:1"))))
                .tar();
        oci[new String(oci, StandardCharsets.ISO_8859_1).indexOf("the program")] = 'T';
        refused(oci, CacheException.Kind.CHECKSUM_MISMATCH)
                .hasMessageContaining("blobs/sha256/")
                .hasMessageContaining("damaged");
    }

    @Test
    void anArchiveThatEndsTooEarlyIsRefusedWhereverItEnds() throws IOException {
        byte[] tar = oldDocker("app:1", APP).tar();
        int whole = new String(tar, StandardCharsets.ISO_8859_1).lastIndexOf("]}]") + 3;
        for (int length = 0; length < whole; length += 97) {
            refused(Arrays.copyOf(tar, length), CacheException.Kind.INVALID).hasMessageContaining("app.tar");
        }
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(tar);
        }
        for (byte[] compressed : List.of(gzip.toByteArray(), Zstd.compress(tar))) {
            refused(Arrays.copyOf(compressed, compressed.length - 3), CacheException.Kind.INVALID)
                    .hasMessageContaining("ends too early");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc/outside", "blobs/../../outside"})
    void pathsThatLeaveTheArchiveAreRefused(String path) {
        ImageFiles files = oldDocker("app:1", APP);
        refused(files.put(path, bytes("x")).tar(), CacheException.Kind.INVALID)
                .hasMessageContaining("app.tar names a path outside of itself: " + path);
        refused(oldDocker("app:1", APP).link("link", path.replace("blobs", ".")).tar(), CacheException.Kind.INVALID)
                .hasMessageContaining("outside of itself");
    }

    @Test
    void whatIsNoArchiveOfImagesIsCalledSo() {
        refused(new ImageFiles().put("readme", bytes("x")).tar(), CacheException.Kind.INVALID)
                .hasMessageContaining("holds neither index.json nor manifest.json");
        refused(bytes("no tar at all ".repeat(100)), CacheException.Kind.INVALID)
                .hasMessageContaining("app.tar");
        refused(new ImageFiles().put("manifest.json", bytes("[]")).tar(), CacheException.Kind.INVALID)
                .hasMessageContaining("no image");
        refused(
                        new ImageFiles()
                                .put("index.json", ImageFiles.index(APP.entry(ImageFiles.named("a"))))
                                .tar(),
                        CacheException.Kind.INVALID)
                .hasMessageContaining("is missing in the archive");
    }

    private static ImageFiles oldDocker(String name, Image image) {
        ImageFiles files = new ImageFiles();
        String config = ImageFiles.hex(image.config()) + ".json";
        files.put(config, image.config());
        String[] layers = new String[image.layers().size()];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = "old" + (i + 1) + "/layer.tar";
            files.put("old" + (i + 1) + "/VERSION", bytes("1.0"));
            files.put(layers[i], image.layers().get(i));
        }
        return files.put("manifest.json", list(config, name, layers));
    }

    private static byte[] list(String config, String name, String... layers) {
        return bytes("[{\"Config\":\"" + config + "\",\"RepoTags\":[\"" + name + "\"],\"Layers\":[\""
                + String.join("\",\"", layers) + "\"]}]");
    }

    private List<CachedImage> take(byte[] archive) {
        return take(archive, Architecture.AMD64, false);
    }

    private List<CachedImage> take(byte[] archive, Architecture architecture, boolean any) {
        return cache.importArchive(
                new ByteArrayInputStream(archive), new ImportRequest(List.of(), architecture, any, "app.tar"));
    }

    private static ImportRequest request(String reference) {
        return new ImportRequest(List.of(reference), Architecture.AMD64, false, "app.tar");
    }

    /** Nothing of it is left either. */
    private AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] archive, CacheException.Kind kind) {
        List<Path> before = files();
        AbstractThrowableAssert<?, ? extends Throwable> refusal = assertThatThrownBy(() -> take(archive))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(kind));
        assertThat(files()).isEqualTo(before);
        return refusal;
    }

    private List<Path> files() {
        Path images = directory.resolve("cache/images");
        if (!Files.exists(images)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(images)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, byte[]> kept(CachedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        cache.writeArchive(List.of(image), out);
        return ImageFiles.read(new ByteArrayInputStream(out.toByteArray()));
    }

    private static JsonNode json(byte[] content) throws IOException {
        return new ObjectMapper().readTree(content);
    }

    private static String path(String digest) {
        return "blobs/sha256/" + digest.substring("sha256:".length());
    }

    private static byte[] bytes(String text) {
        return ImageFiles.bytes(text);
    }
}
