package io.ohmykube.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path directory;

    @Test
    void makesDirectoriesAndFilesForTheirUserAlone() throws IOException {
        Path file = directory.resolve("a/b/secret");

        AtomicFile.write(file, "text");

        assertThat(file).hasContent("text");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("a/b"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("a"))).isEqualTo("rwx------");
    }

    @Test
    void closesAFileToOthersThatWasOpenToThem() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        AtomicFile.write(file, "new");

        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void keepsTheOldContentAndLeavesNothingBehindWhereWritingFails() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write("half".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(file).hasContent("old");
        try (var entries = Files.list(directory)) {
            assertThat(entries).containsExactly(file);
        }
    }

    @Test
    void aReaderNeverSeesAPartWhileTheFileIsReplaced() throws Exception {
        Path file = directory.resolve("file");
        AtomicFile.write(file, "0".repeat(100_000));
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            try {
                for (int i = 1; i <= 20; i++) {
                    AtomicFile.write(file, String.valueOf(i % 10).repeat(100_000));
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } finally {
                done.set(true);
            }
        });
        writer.start();

        while (!done.get()) {
            String seen = Files.readString(file);
            assertThat(seen.length()).isEqualTo(100_000);
            assertThat(seen.chars().distinct().count()).isEqualTo(1);
        }
        writer.join();
    }

    @Test
    void whatAKilledWriterLeftBehindIsRemovedOnceItIsOldAndNothingElseIs() throws IOException {
        Path file = directory.resolve("file");
        Path old = aged(".file.1234.tmp", Duration.ofHours(1));
        Path inUse = aged(".file.5678.tmp", Duration.ofSeconds(1));
        Path ofAnother = aged(".file2.1234.tmp", Duration.ofHours(1));

        AtomicFile.write(file, "text");

        assertThat(old).doesNotExist();
        assertThat(inUse).exists();
        assertThat(ofAnother).exists();
    }

    @Test
    void worksWhereThereAreNoPermissions() throws IOException {
        Path archive = directory.resolve("file-system.zip");
        try (FileSystem without = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            assertThat(without.supportedFileAttributeViews()).doesNotContain("posix");
            Path file = without.getPath("/a/b/file");

            AtomicFile.write(file, "old");
            AtomicFile.write(file, "new");

            assertThat(Files.readString(file)).isEqualTo("new");
        }
    }

    private Path aged(String name, Duration age) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "half");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
