package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ohmykube.cache.fetch.Mirror;
import io.ohmykube.cache.source.HelmCharts;
import io.ohmykube.cache.source.Programs;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts rendered by Helm: by a fake that shows how it was called, and by the host's own where there is one. */
class HelmChartsTest {
    private static final Architecture HERE = Architecture.of(System.getProperty("os.arch"));
    private static final String FAKE = "#!/bin/sh\necho \"$@\"\n";

    @TempDir
    Path directory;

    @BeforeEach
    void makeMirror() throws IOException {
        Files.createDirectory(directory.resolve("mirror"));
    }

    @Test
    void everyKindOfChartIsGivenToHelmAsItsArguments() throws IOException {
        program(FAKE);
        assertThat(template("./charts/shop"))
                .isEqualTo("template prefetch ./charts/shop --include-crds --kube-version v1.33.0");
        assertThat(template("oci://registry.example/charts/shop@1.2.3"))
                .startsWith("template prefetch oci://registry.example/charts/shop --version 1.2.3 ");
        assertThat(template("https://charts.example.com shop@1.2.3"))
                .startsWith("template prefetch shop --repo https://charts.example.com --version 1.2.3 ");
        assertThat(charts().template("shop.tgz", List.of(Path.of("a.yaml"), Path.of("b c.yaml")), "v1.33.0"))
                .startsWith("template prefetch shop.tgz --values a.yaml --values b c.yaml ");
        for (String nonsense : List.of("", "--post-renderer=/bin/sh", "a b c", "--x shop")) {
            assertThatThrownBy(() -> template(nonsense)).hasMessageContaining("is not a chart");
        }
    }

    @Test
    void whereTheHostHasNoHelmTheCachedPackageIsUnpackedAndRemovedAgain() throws IOException {
        String word = HERE.word();
        byte[] archive = gzip(new ImageFiles()
                .put("linux-" + word + "/README.md", new byte[5])
                .put("linux-" + word + "/helm", FAKE.replace("\"$@\"", "$0").getBytes(StandardCharsets.UTF_8))
                .tar());
        Path published = Files.createDirectories(directory.resolve("mirror/get.helm.sh"));
        String name = "helm-v" + helm(HERE).version() + "-linux-" + word + ".tar.gz";
        Files.write(published.resolve(name), archive);
        Files.writeString(
                published.resolve(name + ".sha256sum"), Sha256.of(archive).replace("sha256:", "") + "  " + name + "\n");

        String program = template("./charts/shop");

        assertThat(program).endsWith("/helm");
        assertThat(Path.of(program).getParent()).doesNotExist();
    }

    @Test
    void failuresHaveHelmsOwnMessage() throws IOException {
        program("#!/bin/sh\necho 'Error: path \"./shop\" not found' >&2\nexit 1\n");
        assertThatThrownBy(() -> template("./shop"))
                .hasMessage("helm cannot render ./shop: Error: path \"./shop\" not found");
    }

    @Test
    void aRealHelmRendersAChartWithItsValues() throws IOException {
        Programs host = new Programs(System.getenv());
        assumeThat(host.find("helm")).as("helm is installed").isPresent();
        Path chart =
                Files.createDirectories(directory.resolve("shop/templates")).getParent();
        Files.writeString(
                chart.resolve("Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 0.1.0\nkubeVersion: '>=1.30.0'\n");
        Files.writeString(chart.resolve("values.yaml"), "image: example.org/shop:1\n");
        Files.writeString(
                chart.resolve("templates/pod.yaml"),
                "kind: Pod\nmetadata: {name: shop}\nspec: {containers: [{image: '{{ .Values.image }}'}]}\n");
        Path values = Files.writeString(directory.resolve("values.yaml"), "image: example.org/shop:2\n");
        HelmCharts charts = new HelmCharts(host, cache(), HelmChartsTest::helm);

        assertThat(charts.template(chart.toString(), List.of(), "v1.33.0")).contains("image: 'example.org/shop:1'");
        assertThat(charts.template(chart.toString(), List.of(values), "v1.33.0"))
                .contains("image: 'example.org/shop:2'");
        assertThatThrownBy(() -> charts.template(chart.toString(), List.of(), "v1.29.0"))
                .hasMessageContaining("kubeVersion");
    }

    private String template(String chart) {
        return charts().template(chart, List.of(), "v1.33.0");
    }

    private HelmCharts charts() {
        Programs programs = new Programs(Map.of("PATH", directory.resolve("bin").toString()));
        return new HelmCharts(programs, cache(), HelmChartsTest::helm);
    }

    private Cache cache() {
        return Caches.in(
                new Home(directory.resolve("home")),
                CacheOptions.none()
                        .withMirror(Mirror.of(directory.resolve("mirror").toString())));
    }

    private static PackageRequest helm(Architecture architecture) {
        return Catalogue.builtIn().packageFor("helm", "v1.33.0", architecture);
    }

    private void program(String text) throws IOException {
        Path helm = Files.writeString(
                Files.createDirectories(directory.resolve("bin")).resolve("helm"), text);
        Files.setPosixFilePermissions(helm, PosixFilePermissions.fromString("rwx------"));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
