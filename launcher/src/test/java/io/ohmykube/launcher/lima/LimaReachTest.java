package io.ohmykube.launcher.lima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.config.Home;
import io.ohmykube.launcher.HostPort;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How this host reaches the API of machines that are on a network of their own; on a simulated Lima. */
class LimaReachTest {
    private static final int API = 6443;

    @TempDir
    Path directory;

    private final List<FakeLima> all = new ArrayList<>();

    @AfterEach
    void endLima() throws IOException {
        for (FakeLima lima : all) {
            lima.close();
        }
    }

    @Test
    void aPortOfThisHostLeadsToTheApiOfAControlPlane() throws IOException {
        FakeLima lima = lima(FakeLima.V2);
        Launcher launcher = launcher(lima, "linux");

        Machine machine = launcher.create(controlPlane("dev"));

        HostPort api = launcher.reach(machine, API);
        assertThat(api.host()).isEqualTo("127.0.0.1");
        assertThat(answerOf(api)).isEqualTo("dev-control-plane-1 6443");
        JsonNode rule =
                lima.instance("dev-control-plane-1").config.path("portForwards").path(0);
        assertThat(rule.path("static").asBoolean()).isTrue();
        assertThat(rule.path("hostIP").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void thePortStaysTheSameWhenTheMachineAndThisProgramRestart() throws IOException {
        FakeLima lima = lima(FakeLima.V2);
        Launcher launcher = launcher(lima, "linux");
        HostPort api = launcher.reach(launcher.create(controlPlane("dev")), API);

        launcher.stop("dev", "dev-control-plane-1");
        Machine again = launcher(lima, "linux").start("dev", "dev-control-plane-1");

        assertThat(launcher(lima, "linux").reach(again, API)).isEqualTo(api);
        assertThat(answerOf(api)).isEqualTo("dev-control-plane-1 6443");
    }

    @Test
    void everyClusterHasAPortOfItsOwnAlsoWhereAllAreMadeAtOnce() throws IOException {
        FakeLima lima = lima(FakeLima.V2);
        Launcher launcher = launcher(lima, "linux");
        List<CompletableFuture<HostPort>> made = Stream.of("a", "b", "c", "d")
                .map(cluster -> CompletableFuture.supplyAsync(
                        () -> launcher.reach(launcher.create(controlPlane(cluster)), API)))
                .toList();

        assertThat(made.stream().map(CompletableFuture::join)).doesNotHaveDuplicates();
    }

    @Test
    void thePortOfADeletedMachineIsGivenAwayAgainAndThatOfAStoppedOneIsNot() throws IOException {
        FakeLima lima = lima(FakeLima.V2);
        Launcher launcher = launcher(lima, "linux");
        HostPort first = launcher.reach(launcher.create(controlPlane("dev")), API);
        launcher.stop("dev", "dev-control-plane-1");

        HostPort second = launcher.reach(launcher.create(controlPlane("prod")), API);
        launcher.delete("dev", "dev-control-plane-1");
        launcher.delete("prod", "prod-control-plane-1");
        HostPort third = launcher.reach(launcher.create(controlPlane("test")), API);

        assertThat(second).isNotEqualTo(first);
        assertThat(third).isEqualTo(first);
    }

    @Test
    void aMachineIsNotStartedWhereAnotherProgramWouldAnswerInItsPlace() throws IOException {
        Launcher launcher = launcher(lima(FakeLima.V2), "linux");
        HostPort api = launcher.reach(launcher.create(controlPlane("dev")), API);
        launcher.stop("dev", "dev-control-plane-1");

        try (ServerSocket other = new ServerSocket(api.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> launcher.start("dev", "dev-control-plane-1"))
                    .isInstanceOf(LauncherException.class)
                    .hasMessageContaining("another program listens on 127.0.0.1:" + other.getLocalPort())
                    .hasMessageContaining("end it and try again");
        }
        assertThat(launcher.start("dev", "dev-control-plane-1").state()).isEqualTo(Machine.State.RUNNING);
    }

    @Test
    void workersAndOtherPortsAreReachedAtTheMachinesAddress() throws IOException {
        FakeLima lima = lima(FakeLima.V2);
        Launcher launcher = launcher(lima, "linux");

        Machine worker = launcher.create(new MachineSpec("dev", "dev-worker-1", 1, 1, 5, null, "ssh-rsa AAAA us"));

        assertThat(launcher.reach(worker, API))
                .isEqualTo(new HostPort(worker.addresses().get(0), API));
        assertThat(lima.instance("dev-worker-1").config.has("portForwards")).isFalse();
    }

    @Test
    void aLimaThatForwardsNothingInPlainModeIsNotAskedTo() throws IOException {
        FakeLima lima = lima(FakeLima.V1);
        Launcher launcher = launcher(lima, "linux");

        Machine machine = launcher.create(controlPlane("dev"));

        assertThat(launcher.reach(machine, API))
                .isEqualTo(new HostPort(machine.addresses().get(0), API));
        assertThat(lima.instance("dev-control-plane-1").config.has("portForwards"))
                .isFalse();
    }

    @Test
    void aMacReachesTheMachinesAddressWhereItsNetworkIsThereAndAPortElsewhere() throws IOException {
        FakeLima lima = lima(FakeLima.V2);
        Launcher without = launcher(lima, "mac");
        assertThat(without.reach(without.create(controlPlane("dev")), API).host())
                .isEqualTo("127.0.0.1");

        Path socketVmnet = directory.resolve("opt/socket_vmnet/bin/socket_vmnet");
        Files.createDirectories(socketVmnet.getParent());
        Files.createFile(socketVmnet);
        Launcher with = launcher(lima, "mac");
        Machine there = with.create(controlPlane("prod"));

        assertThat(with.reach(there, API)).isEqualTo(new HostPort("192.168.105.7", API));
        assertThat(lima.instance("prod-control-plane-1").config.has("portForwards"))
                .isFalse();
        with.create(new MachineSpec("dev", "dev-worker-1", 1, 1, 5, null, "ssh-rsa AAAA us"));
        assertThat(lima.instance("dev-worker-1").config.path("networks"))
                .as("on the network of the other machines of its cluster")
                .hasSize(1);
    }

    private FakeLima lima(String version) throws IOException {
        FakeLima lima = new FakeLima(directory, version);
        all.add(lima);
        return lima;
    }

    private Launcher launcher(FakeLima lima, String system) {
        LimaHost host = new LimaHost(directory, system, "amd64", "ada", List.of(lima.bin()));
        Launcher launcher = new LimaLauncher(new Home(directory), host);
        launcher.prepare("dev");
        return launcher;
    }

    private static MachineSpec controlPlane(String cluster) {
        return new MachineSpec(
                cluster, cluster + "-control-plane-1", 1, 1, 5, null, "ssh-rsa AAAA us", List.of(API), List.of());
    }

    private static String answerOf(HostPort at) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at.port())) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
