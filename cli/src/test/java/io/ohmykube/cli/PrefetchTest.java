package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What prefetch brings into the cache without any connection. Docker and Helm are fakes here. */
@Timeout(120)
class PrefetchTest {
    @TempDir
    Path directory;

    private Invocation ohmykube;
    private Path programs;
    private Path archive;

    @BeforeEach
    void start() throws IOException {
        programs = Files.createDirectory(directory.resolve("programs"));
        Files.createDirectory(directory.resolve("mirror"));
        ohmykube = new Invocation(directory)
                .with("PATH", programs.toString())
                .with("OHMYKUBE_MIRROR", directory.resolve("mirror").toString())
                .with("OHMYKUBE_OFFLINE", "1");
        archive = TinyImage.archive(directory.resolve("app.tar"), "shop/cart:1", "a layer");
    }

    @Test
    void imagesOfThisHostAreInTheCacheAfterwards() throws IOException {
        TinyImage.fakeRuntime(programs, "docker", archive);

        Invocation.Output output = ohmykube.run("cache", "prefetch", "--docker", "cart:2", "--tar", archive.toString());

        assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.DONE);
        assertThat(output.out()).contains("In the cache: 0 packages, 0 manifests, 2 images");
        assertThat(ohmykube.run("cache", "list", "images").out())
                .contains("docker.io/library/cart:2", "docker.io/shop/cart:1");
        JsonNode listed = ohmykube.run("cache", "list", "images", "-o", "json")
                .documents()
                .get(0);
        assertThat(listed.path("source").asText()).isIn("docker", archive.toString());
    }

    @Test
    void theImagesOfManifestsAndChartsAreFound() throws IOException {
        assertThat(ohmykube.run("cache", "prefetch", "--tar", archive.toString())
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        Path manifest = Files.writeString(
                directory.resolve("pod.yaml"), "kind: Pod\nspec: {containers: [{image: 'shop/cart:1'}]}\n");
        Path helm =
                Files.writeString(programs.resolve("helm"), "#!/bin/sh\nPATH=/bin:/usr/bin\ncat " + manifest + "\n");
        Files.setPosixFilePermissions(helm, PosixFilePermissions.fromString("rwx------"));

        for (String[] arguments : new String[][] {
            {"--manifest", manifest.toString()}, {"--helm", directory.toString()}, {"--image", "shop/cart:1"}
        }) {
            Invocation.Output output = ohmykube.run("cache", "prefetch", "-o", "json", arguments[0], arguments[1]);
            assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.DONE);
            assertThat(output.last().at("/images/0/reference").asText()).isEqualTo("docker.io/shop/cart:1");
        }
        Invocation.Output remote = ohmykube.run("cache", "prefetch", "--helm", "oci://registry.example/shop");
        assertThat(remote.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(remote.err()).contains("--offline was given");
    }

    @Test
    void aPackageIsFetchedInTheVersionOfTheCatalogueOrAnother() throws IOException {
        publish("helm-v3.19.0-linux-amd64.tar.gz");
        publish("helm-v3.16.0-linux-arm64.tar.gz");

        Invocation.Output newest =
                ohmykube.run("cache", "prefetch", "--package", "helm", "--arch", "amd64", "-o", "json");
        assertThat(newest.exitCode()).as(newest.err()).isEqualTo(ExitCode.DONE);
        assertThat(newest.last().at("/packages/0/version").asText()).isEqualTo("3.19.0");
        assertThat(ohmykube.run("cache", "prefetch", "--package", "helm@v3.16.0", "--arch", "arm64")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(ohmykube.run("cache", "list", "packages").out()).contains("3.19.0", "3.16.0", "arm64");
    }

    @Test
    void whatMakesNoSenseOrIsNotThereEndsWithItsName() {
        refused(ExitCode.BAD_INPUT, "there is no package 'hlem'", "--package", "hlem");
        refused(ExitCode.BAD_INPUT, "'sparc' is not supported", "--arch", "sparc");
        refused(ExitCode.BAD_INPUT, "'Shop' is not the name of an image", "--image", "Shop");
        refused(ExitCode.BAD_INPUT, "missing.tar", "--tar", "missing.tar");
        refused(ExitCode.BAD_INPUT, "missing.yaml cannot be read", "--manifest", "missing.yaml");
        refused(ExitCode.FAILED, "docker is not installed", "--docker", "cart:2");
        refused(ExitCode.FAILED, "not in the cache", "--kubeadm", "v1.33.0");
        refused(ExitCode.FAILED, "does not exist in the mirror", "--k8s-version", "v1.33.0");
        refused(ExitCode.BAD_INPUT, "--k8s-version: '1.33' is not allowed", "--k8s-version", "1.33");
    }

    private void refused(int exitCode, String problem, String option, String value) {
        Invocation.Output output = ohmykube.run("cache", "prefetch", option, value);
        assertThat(output.err()).contains(problem);
        assertThat(output.exitCode()).isEqualTo(exitCode);
    }

    /** What is no archive counts as the program itself, so that any file is a package. */
    private void publish(String name) throws IOException {
        Path host = Files.createDirectories(directory.resolve("mirror/get.helm.sh"));
        Files.writeString(host.resolve(name), "helm");
        Files.writeString(
                host.resolve(name + ".sha256sum"),
                "ab14d3faa25e917efe6e7135d4ecca197866738885a88b9b95d1a16d2bb5b323  " + name + "\n");
    }
}
