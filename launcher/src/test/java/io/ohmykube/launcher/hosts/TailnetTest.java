package io.ohmykube.launcher.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.launcher.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated: a script answers as Tailscale's documentation says. No Tailscale was ever asked. */
class TailnetTest {
    @TempDir
    Path directory;

    @Test
    void listsTheOtherMachinesAndWhichCouldBecomeNodes() throws Exception {
        tailscale(
                """
                [ "$*" = "status --json" ] || exit 2
                cat <<J
                {"BackendState": "Running", "Self": {"HostName": "me", "OS": "linux"}, "Peer": {
                  "nodekey:1": {"HostName": "phone", "OS": "iOS", "Online": true, "TailscaleIPs": ["100.64.0.4"]},
                  "nodekey:2": {"HostName": "box", "OS": "linux", "Online": true,
                    "TailscaleIPs": ["fd7a:115c:a1e0::5", "100.64.0.5"]},
                  "nodekey:3": {"HostName": "cellar", "OS": "linux", "Online": false, "TailscaleIPs": ["100.64.0.6"]}}}
                J
                """);

        List<Tailnet.Peer> peers = tailnet().peers();

        assertThat(peers)
                .containsExactly(
                        new Tailnet.Peer("box", "100.64.0.5", "linux", true),
                        new Tailnet.Peer("cellar", "100.64.0.6", "linux", false),
                        new Tailnet.Peer("phone", "100.64.0.4", "iOS", true));
        assertThat(peers)
                .filteredOn(Tailnet.Peer::candidate)
                .extracting(Tailnet.Peer::name)
                .containsExactly("box");
    }

    @Test
    void whatTailscaleSaysOfAFailureIsPassedOn() throws Exception {
        tailscale("echo 'failed to connect to local tailscaled' >&2; exit 1");

        assertThatThrownBy(() -> tailnet().peers())
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("failed to connect to local tailscaled");
    }

    @Test
    void aTailnetThatIsNotConnectedIsNotAnEmptyOne() throws Exception {
        tailscale("echo '{\"BackendState\": \"NeedsLogin\"}'");

        assertThatThrownBy(() -> tailnet().peers())
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("NeedsLogin")
                .hasMessageContaining("tailscale up");
    }

    @Test
    void withoutTailscaleThereAreOtherWays() {
        assertThatThrownBy(() -> tailnet().peers())
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("there is no program tailscale")
                .hasMessageContaining("inventory import");
    }

    private Tailnet tailnet() {
        return new Tailnet(Map.of("PATH", directory.toString()));
    }

    private void tailscale(String script) throws IOException {
        Path program = Files.writeString(directory.resolve("tailscale"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
