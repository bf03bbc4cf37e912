package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ohmykube.cache.source.HostImages;
import io.ohmykube.cache.source.HostRuntime;
import io.ohmykube.cache.source.Programs;
import io.ohmykube.config.Home;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a real Podman, which keeps them in a storage of the test's own. */
class RealPodmanTest {
    private static final Architecture HERE = Architecture.of(System.getProperty("os.arch"));

    @TempDir
    Path directory;

    private Path podman;
    private Programs programs;
    private Cache cache;

    @BeforeEach
    void install() throws IOException {
        Path real = new Programs(System.getenv()).find("podman").orElse(null);
        assumeThat(real).as("podman is installed").isNotNull();
        Path bin = Files.createDirectory(directory.resolve("bin"));
        podman = Files.writeString(
                bin.resolve("podman"),
                "#!/bin/sh\nexport PATH='%s'\nexec %s --storage-driver vfs --root %s/root --runroot %s/run \"$@\"\n"
                        .formatted(System.getenv("PATH"), real, directory, directory));
        Files.setPosixFilePermissions(podman, PosixFilePermissions.fromString("rwx------"));
        programs = new Programs(Map.of("PATH", bin.toString()));
        cache = Caches.in(new Home(directory), CacheOptions.none());
    }

    @Test
    void anImageKeepsItsIdOnItsWayThroughTheCache() throws IOException {
        Path layer = Files.write(
                directory.resolve("layer.tar"),
                new ImageFiles().put("hello", new byte[9]).tar());
        String id = podman("import", "-q", layer.toString(), "app:1").replace("sha256:", "");
        HostImages images = new HostImages(cache, programs, HERE, false);

        HostImages.Taken taken = images.first("app:1");

        assertThat(taken.origin()).isEqualTo("podman");
        assertThat(taken.image().reference()).isEqualTo("docker.io/library/app:1");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        cache.writeArchive(List.of(taken.image()), out);
        assertThat(ImageFiles.read(new ByteArrayInputStream(out.toByteArray()))).containsKey("blobs/sha256/" + id);
        Path archive = Files.write(directory.resolve("back.tar"), out.toByteArray());
        podman("rmi", "app:1");
        podman("load", "-q", "-i", archive.toString());
        assertThat(podman("image", "inspect", "--format", "{{.Id}}", "docker.io/library/app:1"))
                .isEqualTo(id);
        assertThat(images.from(HostRuntime.PODMAN, "docker.io/library/app:1")
                        .image()
                        .reference())
                .isEqualTo("docker.io/library/app:1");

        for (String format : List.of("oci-archive", "docker-archive")) {
            Path file = directory.resolve(format + ".tar");
            podman("save", "-q", "--format", format, "-o", file.toString(), "docker.io/library/app:1");
            assertThat(images.fromFile(file, List.of()))
                    .singleElement()
                    .satisfies(found -> assertThat(found.image().reference()).isEqualTo("docker.io/library/app:1"));
        }
    }

    @Test
    void anImageItDoesNotHaveIsToldInItsOwnWords() {
        assertThatThrownBy(() -> new HostImages(cache, programs, HERE, false).from(HostRuntime.PODMAN, "nothere:1"))
                .hasMessageContaining("podman: Error: ")
                .hasMessageContaining("nothere:1: image not known");
    }

    private String podman(String... arguments) {
        List<String> command = new ArrayList<>(List.of(podman.toString()));
        command.addAll(List.of(arguments));
        Programs.Output output = programs.run(command);
        assertThat(output.exitCode()).as(output.err()).isZero();
        return output.out();
    }
}
