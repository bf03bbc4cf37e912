package io.ohmykube.launcher.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.Home;
import io.ohmykube.launcher.TestHome;
import io.ohmykube.launcher.exec.HostProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterKeysTest {
    private static final int BYTES_OF_A_4096_BIT_MODULUS = 513;

    @TempDir
    Path home;

    private ClusterKeys keys;
    private ClusterFiles files;

    @BeforeEach
    void open() {
        TestHome store = new TestHome(new Home(home));
        keys = new ClusterKeys(store);
        files = store.files("dev");
    }

    @Test
    void makesAnRsaKeyOf4096BitsThatOnlyItsOwnerCanRead() throws Exception {
        String line = keys.ensure("dev");

        assertThat(line).startsWith("ssh-rsa ").endsWith(" ohmykube-dev");
        assertThat(Base64.getDecoder().decode(line.split(" ", -1)[1]))
                .hasSizeBetween(BYTES_OF_A_4096_BIT_MODULUS, BYTES_OF_A_4096_BIT_MODULUS + 30);
        assertThat(files.publicKey()).hasContent(line);
        assertThat(mode(files.privateKey())).isEqualTo("rw-------");
        assertThat(mode(files.ssh())).isEqualTo("rwx------");
        assertThat(files.ssh().toFile().list()).containsExactlyInAnyOrder("id_rsa", "id_rsa.pub");
    }

    @Test
    void keepsTheKeyThereIs() {
        String first = keys.ensure("dev");
        assertThat(keys.ensure("dev")).isEqualTo(first);
    }

    @Test
    void makesALostPublicKeyAgain() throws Exception {
        String first = keys.ensure("dev");
        Files.delete(files.publicKey());

        assertThat(keys.ensure("dev")).isEqualTo(first);
        assertThat(files.publicKey()).hasContent(first);
    }

    @Test
    void replacesAHalfWrittenKey() throws Exception {
        Files.createDirectories(files.ssh());
        Files.writeString(files.privateKey(), "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNza");
        Files.writeString(files.publicKey(), "ssh-rsa AAAA");

        String line = keys.ensure("dev");

        assertThat(files.publicKey()).hasContent(line);
        assertThat(keys.ensure("dev")).isEqualTo(line);
    }

    @Test
    void needsNoProgramOfTheHost() {
        ClusterKeys inJava = new ClusterKeys(new TestHome(new Home(home)), HostProgram.of("/does/not/exist"));

        String line = inJava.ensure("dev");

        assertThat(line).startsWith("ssh-rsa ");
        assertThat(inJava.ensure("dev")).isEqualTo(line);
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
