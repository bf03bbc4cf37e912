package io.ohmykube.workers.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptTest {
    static List<Path> scripts() throws IOException, URISyntaxException {
        Path directory = Path.of(
                Objects.requireNonNull(ScriptTest.class.getResource("/scripts")).toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void beginsWithTheNameOfItsFile(Path file) throws IOException {
        String name = Objects.requireNonNull(file.getFileName()).toString().replace(".sh", "");
        assertThat(Files.readAllLines(file).get(0)).isEqualTo("# ohmykube: " + name);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void isUnderstoodByAPosixShell(Path file) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-n", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void aValueIsAnArgumentAndNeverPartOfTheScript() {
        String hostile = "$(reboot); '\"";
        assertThat(new Script("prepare-system").with(hostile).argv()).containsExactly("sh", "-eu", "-s", "--", hostile);
        assertThat(new Script("install-package").reading(out -> {}, hostile).argv())
                .endsWith("install-package", hostile)
                .startsWith("sh", "-euc", new Script("install-package").text());
    }

    @Test
    void peopleReadItsNameAndArgumentsAndNotItsText() {
        assertThat(new Script("prepare-system").with("a b").shown()).isEqualTo("prepare-system 'a b'");
        assertThat(new Script("install-package").reading(out -> {}, "kubelet").shown())
                .isEqualTo("install-package kubelet");
    }
}
