package io.ohmykube.workers.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.Upload;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.workers.contract.PermanentStepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are placed for real, by this computer's shell; the owner is whoever runs the tests. */
class UserUploadsTest {
    private static final String ME = System.getProperty("user.name");

    @TempDir
    private Path directory;

    private final HostRemote remote = new HostRemote();
    private final UserUploads uploads = new UserUploads();
    private Path target;

    @BeforeEach
    void setUp() {
        target = directory.resolve("it's the node").resolve("below");
    }

    @Test
    void aFileArrivesWithEveryByteAndTheModeAskedFor() throws IOException {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        Path local = Files.write(directory.resolve("large"), bytes);

        bring(local, target.resolve("f"), "0640");

        assertThat(target.resolve("f")).hasBinaryContent(bytes);
        assertThat(HostRemote.mode(target.resolve("f"))).isEqualTo("rw-r-----");
    }

    @Test
    void aDirectoryKeepsTheModesOfItsFilesAndCanBeEntered() throws IOException {
        Path local = tree();

        bring(local, target, null);

        assertThat(target.resolve("sub/run.sh")).hasContent("echo");
        assertThat(HostRemote.mode(target.resolve("sub/run.sh"))).isEqualTo("rwxr-x--x");
        assertThat(HostRemote.mode(target.resolve("sub"))).isEqualTo("rwxr-xr-x");
        assertThat(target.resolve("empty")).isEmptyDirectory();
        assertThat(target.resolve("linked")).hasContent("text");
    }

    @Test
    void nothingIsSentASecondTime() throws IOException {
        Path local = tree();
        bring(local, target, null);
        remote.uploaded.clear();

        assertThat(bring(local, target, null)).isEqualTo("nothing to change");
        assertThat(remote.uploaded).isEmpty();
    }

    @Test
    void onlyWhatWasChangedIsMended() throws IOException {
        Path local = tree();
        bring(local, target, null);
        remote.uploaded.clear();
        Files.writeString(target.resolve("text"), "other");
        Files.setPosixFilePermissions(target.resolve("sub/run.sh"), PosixFilePermissions.fromString("rw-------"));

        String said = bring(local, target, null);

        assertThat(remote.uploaded).containsExactly(target.resolve("text").toString());
        assertThat(said).contains("mode of " + target.resolve("sub/run.sh"));
        assertThat(HostRemote.mode(target.resolve("sub/run.sh"))).isEqualTo("rwxr-x--x");
    }

    @Test
    void aDirectoryThatIsThereStaysAsItIs() throws IOException {
        Files.createDirectories(target);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));

        bring(tree(), target, null);

        assertThat(HostRemote.mode(target)).isEqualTo("rwx------");
    }

    @Test
    void anOwnerWhomTheMachineDoesNotKnowIsTold() throws IOException {
        Path local = Files.writeString(directory.resolve("f"), "text");
        List<Upload> unknown =
                List.of(new Upload(local.toString(), target.resolve("f").toString(), null, "nobody-knows"));

        assertThatThrownBy(() -> uploads.bring(remote, unknown))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("nobody-knows");
    }

    @Test
    void aFileThatIsGoneFromThisComputerIsNamed() {
        assertThatThrownBy(() -> bring(directory.resolve("gone"), target, null))
                .isInstanceOf(PermanentStepException.class)
                .hasMessageContaining("gone of this computer cannot be read");
    }

    private Path tree() throws IOException {
        Path root = Files.createDirectories(directory.resolve("tree"));
        Files.createDirectories(root.resolve("empty"));
        Files.createDirectories(root.resolve("sub"));
        Files.setPosixFilePermissions(root.resolve("sub"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path script = Files.writeString(root.resolve("sub/run.sh"), "echo");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.writeString(root.resolve("text"), "text");
        Files.createSymbolicLink(root.resolve("linked"), Path.of("text"));
        return root;
    }

    private String bring(Path local, Path remotePath, @Nullable String mode) {
        return uploads.bring(remote, List.of(new Upload(local.toString(), remotePath.toString(), mode, ME)));
    }
}
