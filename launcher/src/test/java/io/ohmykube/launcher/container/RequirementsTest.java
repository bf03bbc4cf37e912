package io.ohmykube.launcher.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.launcher.Availability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** On a made-up host. */
@EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "the remedies are for root")
class RequirementsTest {
    @TempDir
    Path root;

    @BeforeEach
    void aLinuxHost() throws Exception {
        Files.createDirectories(root.resolve("proc/self"));
        release("ID=debian");
    }

    @Test
    void aBareHostIsToldWhatToInstall() {
        Availability availability = requirements().availability();

        assertThat(availability.available()).isFalse();
        assertThat(availability.problem()).contains("podman", "runc", "netavark", "iptables");
        assertThat(availability.remedy())
                .startsWith("apt-get", "install", "-y", "--no-install-recommends")
                .contains("podman", "runc", "netavark", "iptables", "mmdebstrap");
    }

    @Test
    void theRemedyFollowsTheFamilyOfTheDistribution() throws Exception {
        release("ID=ubuntu\nID_LIKE=debian");
        assertThat(requirements().availability().remedy()).startsWith("apt-get");
        release("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"");
        assertThat(requirements().availability().remedy()).startsWith("dnf");
        release("ID=opensuse-leap\nID_LIKE=\"suse opensuse\"");
        assertThat(requirements().availability().remedy()).startsWith("zypper");
        release("ID=arch");
        assertThat(requirements().availability().remedy()).startsWith("pacman");
        release("ID=unheard-of");
        assertThat(requirements().availability().remedy()).isEmpty();
    }

    @Test
    void podmanWithoutIptablesDoesNotWork() throws Exception {
        program("usr/bin/podman");
        program("usr/bin/runc");
        program("usr/lib/podman/netavark");
        assertThat(requirements().availability().problem()).endsWith("lacks iptables");

        program("usr/sbin/iptables");
        assertThat(requirements().availability().available()).isTrue();
        assertThat(requirements().engine()).contains(Engine.podman());
    }

    @Test
    void limitsAreRaisedOnlyWithTheRightTo() throws Exception {
        Files.writeString(root.resolve("proc/self/status"), "Name:\tjava\nCapEff:\t000001fffeffffff\n");
        Files.writeString(
                root.resolve("proc/self/limits"),
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             96365                96365                processes
                Max open files            1024                 20000                files
                Max file size             unlimited            unlimited            bytes
                """);
        HostFacts host = new HostFacts(root, Map.of());

        assertThat(host.mayRaiseLimits()).isFalse();
        assertThat(host.hardLimit("Max open files")).contains(20_000L);
        assertThat(host.hardLimit("Max file size")).isEmpty();

        Files.writeString(root.resolve("proc/self/status"), "CapEff:\t000001ffffffffff\n");
        assertThat(host.mayRaiseLimits()).isTrue();
    }

    private Requirements requirements() {
        return new Requirements(new HostFacts(root, Map.of()));
    }

    private void release(String text) throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/os-release"), text + "\n");
    }

    private void program(String path) throws Exception {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
