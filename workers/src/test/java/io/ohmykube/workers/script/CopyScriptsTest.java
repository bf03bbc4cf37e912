package io.ohmykube.workers.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.launcher.Content;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What copies files and directories between machines, both ends of it on this one. */
class CopyScriptsTest {
    @TempDir
    Path directory;

    private Path there;

    private record Ended(List<Integer> exitCodes, String said) {}

    @BeforeEach
    void makeADestination() throws IOException {
        there = Files.createDirectory(directory.resolve("there"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with space", "-dash", "it's; $(touch bad) *", ".hidden", "ünïcode", "a:b"})
    void aFileArrivesWithItsNameItsBytesAndItsMode(String name) throws Exception {
        byte[] bytes = new byte[70_000];
        ThreadLocalRandom.current().nextBytes(bytes);
        Path file = Files.write(directory.resolve(name), bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));

        assertThat(copy(file.toString(), there.toString()).exitCodes()).containsExactly(0, 0);

        Path copied = there.resolve(name);
        assertThat(copied).hasBinaryContent(bytes);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copied)))
                .isEqualTo("rwxr-x--x");
        assertThat(directory.resolve("bad")).doesNotExist();
        assertThat(there.toFile().list()).containsExactly(name);
    }

    @Test
    void whatHasANewNameIsCalledSoAndTakesThePlaceOfAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("new"), "new");
        Path old = Files.writeString(there.resolve("old"), "old");

        assertThat(copy(file.toString(), old.toString()).exitCodes()).containsExactly(0, 0);

        assertThat(old).hasContent("new");
        assertThat(there.toFile().list()).containsExactly("old");
    }

    @Test
    void aDirectoryArrivesWithAllThatIsInItAndIsPutOverOneOfItsName() throws Exception {
        Path tree = Files.createDirectories(directory.resolve("tree/in ner"));
        Files.writeString(tree.resolve("file"), "1");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));
        Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(there.resolve("tree"));
        Files.writeString(there.resolve("tree/other"), "stays");

        assertThat(copy(directory.resolve("tree").toString(), there + "/").exitCodes())
                .containsExactly(0, 0);
        assertThat(copy(directory.resolve("tree") + "/.", there.resolve("again").toString())
                        .exitCodes())
                .containsExactly(0, 0);

        for (String name : List.of("tree", "again")) {
            Path inner = there.resolve(name).resolve("in ner");
            assertThat(inner.resolve("file")).hasContent("1");
            assertThat(Files.readSymbolicLink(inner.resolve("link"))).isEqualTo(Path.of("file"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)))
                    .isEqualTo("rwx------");
        }
        assertThat(there.resolve("tree/other")).hasContent("stays");
    }

    @Test
    void whatIsNotThereOrDoesNotFitIsRefusedAndLeavesNothing() throws Exception {
        Ended missing = copy(directory.resolve("missing").toString(), there.toString());
        assertThat(missing.exitCodes()).containsExactly(1, 1);
        assertThat(missing.said())
                .contains("missing: there is no such file or directory")
                .hasLineCount(1);

        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThat(copy(file.toString(), there + "/no/where").said()).contains("no: there is no such directory");
        assertThat(copy(file.toString(), there + "/no/").said()).contains("there is no such directory");
        Files.createDirectory(there.resolve("file"));
        assertThat(copy(file.toString(), there.toString()).said()).contains("is a directory");
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Path other = Files.writeString(there.resolve("other"), "x");
        assertThat(copy(tree.toString(), other.toString()).said()).contains("no directory");
        assertThat(there.toFile().list()).containsExactlyInAnyOrder("file", "other");
    }

    private Ended copy(String from, String to) throws IOException, InterruptedException {
        File said = directory.resolve("said").toFile();
        Files.deleteIfExists(said.toPath());
        List<ProcessBuilder> builders = List.of(
                builder("copy-from", from, said).redirectInput(Redirect.from(new File("/dev/null"))),
                builder("copy-to", to, said));
        List<Process> processes = ProcessBuilder.startPipeline(builders);
        List<Integer> codes =
                List.of(processes.get(0).waitFor(), processes.get(1).waitFor());
        return new Ended(codes, Files.readString(said.toPath(), StandardCharsets.UTF_8));
    }

    private static ProcessBuilder builder(String script, String path, File said) {
        return new ProcessBuilder(
                        new Script(script).reading(Content.of(""), path).argv())
                .redirectError(Redirect.appendTo(said));
    }
}
