package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.cache.ImageFiles.Image;
import io.ohmykube.cache.source.HostImages;
import io.ohmykube.cache.source.HostRuntime;
import io.ohmykube.cache.source.Programs;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Images of container programs of this host. The programs here are fakes that answer as Docker, Podman and nerdctl are
 * documented to; {@link RealPodmanTest} asks a real one.
 */
class HostImagesTest {
    private static final Image APP = Image.of("amd64", "base", "the program");

    @TempDir
    Path directory;

    private Cache cache;
    private Path programs;

    @BeforeEach
    void start() throws IOException {
        cache = Caches.in(new Home(directory), CacheOptions.none());
        programs = Files.createDirectory(directory.resolve("programs"));
    }

    @ParameterizedTest
    @EnumSource(HostRuntime.class)
    void anImageIsStreamedFromEachOfThem(HostRuntime runtime) throws IOException {
        Path archive = archive("app:1", APP);
        fake(runtime.word(), "echo '[{\"Id\": \"sha256:1234567890\"}]'", "cat " + archive);

        HostImages.Taken taken = images().from(runtime, "app:1");

        assertThat(taken.image().reference()).isEqualTo("docker.io/library/app:1");
        assertThat(taken.origin()).isEqualTo(runtime.word());
        assertThat(Files.readString(directory.resolve("calls")).lines())
                .containsExactly(
                        "image inspect app:1",
                        runtime == HostRuntime.PODMAN ? "save --format docker-archive app:1" : "save app:1");
        assertThat(cache.ensureImage("app:1", Architecture.AMD64)).isEqualTo(taken.image());
    }

    /** Podman calls what it made itself {@code localhost/…}; a pod that says {@code app:1} means Docker's registry. */
    @Test
    void theImageIsCalledWhatItsUserCallsIt() throws IOException {
        Path archive = archive("localhost/app:1", APP);
        fake("podman", "echo '[]'", "cat " + archive);

        assertThat(images().from(HostRuntime.PODMAN, "app:1").image().reference())
                .isEqualTo("docker.io/library/app:1");
        assertThat(images().from(HostRuntime.PODMAN, "localhost/app:1").image().reference())
                .isEqualTo("localhost/app:1");
    }

    @Test
    void theFirstProgramThatHasTheImageGivesIt() throws IOException {
        Path archive = archive("app:1", APP);
        fake("podman", "echo 'time=… level=warning' >&2; echo 'Error: app:1: image not known' >&2; exit 125", "exit 1");
        fake("nerdctl", "echo '[]'", "cat " + archive);

        assertThat(images().first("app:1").origin()).isEqualTo("nerdctl");
        fake("docker", "echo '[]'", "cat " + archive);
        assertThat(images().first("app:1").origin()).isEqualTo("docker");
    }

    @Test
    void whereNoneHasItItsRegistryIsAskedAndAllAnswersAreTold() throws IOException {
        fake("podman", "echo 'Error: 127.0.0.1:1/app:1: image not known' >&2; exit 125", "exit 1");
        fake("docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1", "exit 1");

        assertThatThrownBy(() -> images().first("127.0.0.1:1/app:1"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("http://127.0.0.1:1/v2/app")
                .hasMessageContaining("podman: Error: 127.0.0.1:1/app:1: image not known")
                .hasMessageContaining("docker: Cannot connect to the Docker daemon");
    }

    @Test
    void failuresHaveTheProgramsOwnMessage() throws IOException {
        fake("docker", "echo 'Error response from daemon: No such image: app:1' >&2; exit 1", "exit 1");
        assertThatThrownBy(() -> images().from(HostRuntime.DOCKER, "app:1"))
                .hasMessage("docker: Error response from daemon: No such image: app:1");

        Path archive = archive("app:1", APP);
        fake("docker", "echo '[]'", "head -c 2000 " + archive + "; echo 'no space left on device' >&2; exit 1");
        assertThatThrownBy(() -> images().from(HostRuntime.DOCKER, "app:1"))
                .hasMessage("docker: no space left on device");

        assertThatThrownBy(() -> images().from(HostRuntime.NERDCTL, "app:1"))
                .hasMessageContaining("nerdctl is not installed on this host");
    }

    @Test
    void aProgramThatIsStillWritingWhenItsArchiveIsRefusedIsEnded() throws IOException {
        Path archive = archive("app:1", Image.of("arm64", "x"));
        fake("docker", "echo '[]'", "cat " + archive);
        assertThatThrownBy(() -> images().from(HostRuntime.DOCKER, "app:1"))
                .hasMessageContaining("app:1 of docker is for linux/arm64");

        Path wrong = Files.write(
                directory.resolve("wrong.tar"),
                new ImageFiles()
                        .put("../x", new byte[0])
                        .put("y", new byte[3_000_000])
                        .tar());
        fake("docker", "echo '[]'", "while :; do cat " + wrong + " || exit; done");
        assertThatThrownBy(() -> images().from(HostRuntime.DOCKER, "app:1")).hasMessageContaining("outside of itself");
    }

    @Test
    void idsAndOptionsAreNoNames() throws IOException {
        fake("docker", "echo '[{\"Id\": \"sha256:0123456789abcdef\", \"RepoTags\": [\"app:1\"]}]'", "exit 1");

        assertThatThrownBy(() -> images().from(HostRuntime.DOCKER, "0123456789ab"))
                .hasMessageContaining("is an ID")
                .hasMessageContaining("app:1");
        assertThatThrownBy(() -> images().from(HostRuntime.DOCKER, "--help")).hasMessageContaining("'--help'");
        assertThat(Files.readString(directory.resolve("calls"))).doesNotContain("help");
    }

    @Test
    void aFileGivesAllItsImagesOrThoseThatAreNamed() throws IOException {
        Path file = archive("app:1", APP);

        assertThat(images().fromFile(file, List.of())).singleElement().satisfies(taken -> {
            assertThat(taken.image().reference()).isEqualTo("docker.io/library/app:1");
            assertThat(taken.origin()).isEqualTo(file.toString());
        });
        assertThatThrownBy(() -> images().fromFile(directory.resolve("missing.tar"), List.of()))
                .hasMessageContaining("missing.tar");
    }

    private HostImages images() {
        Programs installed = new Programs(Map.of("PATH", programs.toString()));
        return new HostImages(cache, installed, Architecture.AMD64, false);
    }

    private Path archive(String name, Image image) throws IOException {
        ImageFiles files =
                new ImageFiles().blobs(image).put("index.json", ImageFiles.index(image.entry(ImageFiles.named(name))));
        return Files.write(directory.resolve("app.tar"), files.tar());
    }

    private void fake(String name, String inspect, String save) throws IOException {
        Path program = programs.resolve(name);
        String path = System.getenv("PATH");
        Files.writeString(
                program,
                """
                #!/bin/sh
                PATH='%s'
                echo "$@" >> %s
                case "$1" in
                image) %s ;;
                save) %s ;;
                esac
                """
                        .formatted(path, directory.resolve("calls"), inspect, save));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
