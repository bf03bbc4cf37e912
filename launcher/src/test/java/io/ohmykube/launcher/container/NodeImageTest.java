package io.ohmykube.launcher.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.exec.HostProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeImageTest {
    @TempDir
    private Path directory;

    @Test
    void anImageThatIsNotHereIsNamedWithHowToGetItOffline() {
        NodeImage image = image("false");

        assertThat(image.isHere()).isFalse();
        assertThatThrownBy(image::require)
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining(image.name())
                .hasMessageContaining("bundle load");
    }

    @Test
    void anArchiveOfAnotherImageIsRefused() throws Exception {
        Path program = Files.writeString(directory.resolve("engine"), "case $1 in load) exit 0;; esac; exit 1");

        assertThatThrownBy(() -> image("sh", program.toString()).load(directory.resolve("image.tar")))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("another version of ohmykube");
    }

    private NodeImage image(String... program) {
        return new NodeImage(new Engine("podman", HostProgram.of(program)), HostFacts.ofThisHost(), directory);
    }
}
