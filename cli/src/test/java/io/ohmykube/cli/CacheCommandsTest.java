package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.CacheOptions;
import io.ohmykube.cache.Caches;
import io.ohmykube.cli.view.Bytes;
import io.ohmykube.cli.view.Terminal;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.ClusterYaml;
import io.ohmykube.config.Home;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheCommandsTest {
    private static final String OLD = "https://example.org/old.yml";
    private static final String FLANNEL =
            "https://github.com/flannel-io/flannel/releases/download/v0.26.7/kube-flannel.yml";

    @TempDir
    private Path directory;

    private Path manifests;

    @BeforeEach
    void fill() throws IOException {
        Path mirror = directory.resolve("mirror");
        write(mirror.resolve("example.org/old.yml"), "kind: List\n");
        write(mirror.resolve(FLANNEL.substring("https://".length())), "kind: List\nitems: []\n");
        var cache = Caches.in(new Home(directory.resolve("home")), CacheOptions.of(mirror.toString(), null));
        cache.ensureManifest(URI.create(OLD));
        cache.ensureManifest(URI.create(FLANNEL));
        manifests = directory.resolve("home/cache/manifests");
        Files.setLastModifiedTime(
                manifests.resolve("example.org/old.yml@.yaml"),
                FileTime.from(Instant.now().minus(Duration.ofDays(40))));
    }

    @Test
    void statsCountEachKindAndTheTotal() {
        assertThat(run("cache", "stats").out())
                .containsPattern("KIND +COUNT +ORIGINAL +KEPT +RATIO +LAST USED")
                .containsPattern("packages +0 +0 B +0 B +- +-")
                .containsPattern("manifests +2 +32 B +32 B +1.00 +20")
                .containsPattern("total +2 ");
        JsonNode total = run("cache", "stats", "-o", "json").last().path("total");
        assertThat(total.path("count").asInt()).isEqualTo(2);
        assertThat(total.path("bytes").asInt()).isEqualTo(32);
    }

    @Test
    void whatIsListedCanBeNarrowedToAKind() {
        assertThat(run("cache", "list", "manifests", "-o", "json").documents())
                .extracting(entry -> entry.path("name").asText())
                .containsExactly(OLD, FLANNEL);
        assertThat(run("cache", "list").out()).contains(OLD).containsPattern("KIND +NAME +VERSION");
        assertThat(run("cache", "list", "images").out()).isEqualTo("the cache holds nothing of this kind\n");
        Invocation.Output wrong = run("cache", "list", "charts");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("packages, images, manifests");
    }

    @Test
    void damageIsFoundAndEndsWithOneUntilItIsRepaired() throws IOException {
        assertThat(run("cache", "verify").exitCode()).isZero();
        Files.writeString(manifests.resolve("example.org/old.yml"), "kind: Lisp\n");

        Invocation.Output found = run("cache", "verify");
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.out()).containsPattern("damaged +" + OLD).contains("verify --repair");
        assertThat(run("cache", "verify", "--repair", "-o", "json").exitCode()).isZero();
        assertThat(run("cache", "verify").out()).contains("1 artefact in the cache, all as fetched");
    }

    @Test
    void cleaningSaysWhatItRemovedAndHowMuchRoomThatMade() {
        Invocation.Output dry = run("cache", "clean", "--older-than", "30d", "--dry-run");
        assertThat(dry.out())
                .contains("would remove manifest " + OLD, "This would make 11 B of room; 21 B would remain");
        assertThat(manifests.resolve("example.org/old.yml")).exists();

        Invocation.Output done = run("cache", "clean", "--older-than", "30d", "--yes");
        assertThat(done.exitCode()).isZero();
        assertThat(done.out()).contains("removed manifest " + OLD, "Made 11 B of room; 21 B remain");
        assertThat(manifests.resolve("example.org/old.yml")).doesNotExist();
    }

    @Test
    void whereNobodyCanBeAskedNothingIsRemovedWithoutYes() {
        Invocation.Output output = run("cache", "clean", "--max-size", "0MB");
        assertThat(output.exitCode()).isEqualTo(2);
        assertThat(output.err()).contains("--yes").contains("--dry-run");
        assertThat(manifests.resolve("example.org/old.yml")).exists();
    }

    @Test
    void whatAClusterNeedsIsNotUnused() {
        ClusterStore.in(new Home(directory.resolve("home")))
                .save(ClusterYaml.read(
                        "{apiVersion: ohmykube.io/v1alpha1, kind: Cluster, metadata: {name: dev},"
                                + " spec: {version: v1.33.0}}",
                        "test"));

        JsonNode cleaned =
                run("cache", "clean", "--unused", "--yes", "-o", "json").last();

        assertThat(cleaned.path("removed").findValuesAsText("name")).containsExactly(OLD);
        assertThat(manifests.resolve(FLANNEL.substring("https://".length()))).exists();
    }

    @ParameterizedTest
    @CsvSource({"5GB,5000000000", "500MiB,524288000", "1.5k,1500", "7,7", "2 tib,2199023255552"})
    void sizesAreReadAsUsersWriteThem(String text, long bytes) {
        assertThat(Amounts.size(text, "--max-size")).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"30d,2592000", "12h,43200", "5m,300", "2w,1209600"})
    void agesAreReadAsUsersWriteThem(String text, long seconds) {
        assertThat(Amounts.age(text, "--older-than")).hasSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "-1d", "5", "5y", "1e9d"})
    void whatIsNoAgeIsRefusedByItsOption(String text) {
        assertThatThrownBy(() -> Amounts.age(text, "--older-than"))
                .isInstanceOf(ExitException.class)
                .hasMessageContaining("--older-than")
                .hasMessageContaining("30d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GB", "-1", "5iB", "5XB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> Amounts.size(text, "--max-size"))
                .isInstanceOf(ExitException.class)
                .hasMessageContaining("5GB");
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "999,999 B", "1500,1.5 kB", "99949,99.9 kB", "123456789,123 MB", "2500000000,2.5 GB"})
    void bytesAreWrittenShortly(long bytes, String text) {
        assertThat(Bytes.text(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"y,true", "YES,true", "n,false", "'',false"})
    void onlyYesIsYes(String answer, boolean agreed) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        ByteArrayInputStream in = new ByteArrayInputStream((answer + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(new Question(new Terminal(nowhere, nowhere, true, false, false), in).agreed("Sure?"))
                .isEqualTo(agreed);
    }

    private Invocation.Output run(String... arguments) {
        return new Invocation(directory).run(arguments);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
