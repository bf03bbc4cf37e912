package io.ohmykube.launcher.lima;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.config.Home;
import io.ohmykube.launcher.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On made-up hosts. */
class RequirementsTest {
    @TempDir
    Path root;

    private FakeLima lima;

    @BeforeEach
    void aHostWithEverything() throws IOException {
        lima = new FakeLima(root, FakeLima.V2);
        file("bin/qemu-system-x86_64").toFile().setExecutable(true);
        file("dev/kvm");
        file("opt/socket_vmnet/bin/socket_vmnet");
    }

    @AfterEach
    void endLima() throws IOException {
        lima.close();
    }

    @Test
    void aHostWithEverythingCanUseLima() {
        assertThat(on("linux", "ada").available()).isTrue();
        assertThat(on("mac", "ada").available()).isTrue();
    }

    @Test
    void aHostWithoutLimaIsToldHowToGetIt() throws IOException {
        Files.delete(lima.bin().resolve("limactl"));

        assertThat(on("mac", "ada").problem()).contains("brew install lima");
        assertThat(on("linux", "ada").problem()).contains("https://lima-vm.io/docs/installation/");
    }

    @Test
    void rootIsRefusedInLimasOwnWords() {
        assertThat(on("linux", "root").problem()).startsWith("limactl: must not run as the root user");
        assertThat(lima.calls).isEmpty();
    }

    @Test
    void aLimaThatIsTooOldIsNamed() throws IOException {
        Files.writeString(lima.bin().resolve("limactl"), "#!/bin/sh\necho limactl version 1.0.7\n");

        assertThat(on("linux", "ada").problem()).contains("Lima 1.0 is installed", "1.1 or newer is needed");
    }

    @Test
    void aLimaThatDoesNotWorkSaysSoItself() throws IOException {
        Files.writeString(lima.bin().resolve("limactl"), "#!/bin/sh\necho bad CPU type >&2\nexit 86\n");

        assertThat(on("linux", "ada").problem()).contains("bad CPU type");
    }

    @Test
    void linuxNeedsQemuAndKvm() throws IOException {
        Files.delete(root.resolve("dev/kvm"));
        assertThat(on("linux", "ada").problem()).contains("/dev/kvm", "usermod -aG kvm ada");

        Files.delete(root.resolve("bin/qemu-system-x86_64"));
        assertThat(on("linux", "ada").problem()).contains("there is no qemu-system-x86_64");
    }

    @Test
    void aMacNeedsThePermissionToStartSocketVmnet() throws IOException {
        lima.sudoersProblem = "can't read \"/private/etc/sudoers.d/lima\"";
        assertThat(on("mac", "ada").problem())
                .contains("can't read \"/private/etc/sudoers.d/lima\"", "limactl sudoers |");
    }

    @Test
    void aMacWithoutSocketVmnetNeedsALimaThatForwardsPorts() throws IOException {
        Files.delete(root.resolve("opt/socket_vmnet/bin/socket_vmnet"));
        assertThat(on("mac", "ada").available()).isTrue();

        Files.writeString(lima.bin().resolve("limactl"), "#!/bin/sh\necho limactl version 1.2.2\n");
        assertThat(on("mac", "ada").problem())
                .contains("needs socket_vmnet, which is not installed", "or take Lima 2.0 or newer");
    }

    @Test
    void elsewhereLimaIsNotUsed() {
        assertThat(on("windows 11", "ada").available()).isFalse();
    }

    private Availability on(String system, String user) {
        String architecture = system.equals("mac") ? "aarch64" : "amd64";
        return new LimaLauncher(new Home(root), new LimaHost(root, system, architecture, user, List.of(lima.bin())))
                .availability();
    }

    private Path file(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }
}
