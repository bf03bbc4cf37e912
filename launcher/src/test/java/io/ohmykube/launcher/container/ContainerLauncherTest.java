package io.ohmykube.launcher.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ohmykube.launcher.Availability;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherContract;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import io.ohmykube.launcher.TestHome;
import io.ohmykube.launcher.exec.HostProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract with real containers, and what is true of containers only. */
class ContainerLauncherTest extends LauncherContract {
    private final Requirements requirements = new Requirements(HostFacts.ofThisHost());

    @Override
    protected Launcher launcher(TestHome home) {
        Availability availability = requirements.availability();
        assumeTrue(availability.available(), () -> "containers cannot run here: " + availability);
        return new ContainerLauncher(home.home(), false);
    }

    @Test
    void machinesMadeAtTheSameTimeAllComeUp() {
        List<CompletableFuture<Machine>> making = IntStream.rangeClosed(1, 3)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> create(cluster(), cluster() + "-worker-" + n)))
                .toList();

        assertThat(making.stream().map(CompletableFuture::join))
                .allSatisfy(machine -> assertThat(machine.state()).isEqualTo(Machine.State.RUNNING))
                .extracting(Machine::addresses)
                .doesNotHaveDuplicates();
    }

    @Test
    void machinesKeepTheirAddressesWhicheverStartsFirst() {
        Machine one = create(cluster(), cluster() + "-worker-1");
        Machine two = create(cluster(), cluster() + "-worker-2");
        launcher().stop(cluster(), one.name());
        launcher().stop(cluster(), two.name());

        Machine three = create(cluster(), cluster() + "-worker-3");

        assertThat(three.addresses())
                .doesNotContainAnyElementsOf(one.addresses())
                .doesNotContainAnyElementsOf(two.addresses());
        assertThat(launcher().start(cluster(), two.name()).addresses()).isEqualTo(two.addresses());
        assertThat(launcher().start(cluster(), one.name()).addresses()).isEqualTo(one.addresses());
    }

    @Test
    void aDeletedMachineLeavesNoVolumeAndADisposedClusterNoNetwork() {
        HostProgram engine = engine();
        Machine machine = create(cluster(), cluster() + "-worker-1");
        List<String> volumes = engine.require(
                        "inspect", "--format", "{{range .Mounts}}{{if .Name}}{{.Name}}\n{{end}}{{end}}", machine.name())
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        assertThat(volumes).hasSize(3);

        launcher().delete(cluster(), machine.name());
        launcher().dispose(cluster());

        assertThat(engine.require("volume", "ls", "--quiet").lines()).doesNotContainAnyElementsOf(volumes);
        assertThat(engine.require("network", "ls", "--format", "{{.Name}}").lines())
                .doesNotContain("ohmykube-" + cluster());
    }

    @Test
    void aHalfMadeMachineIsListedAndReplaced() {
        launcher().prepare(cluster());
        String name = cluster() + "-worker-1";
        engine().require(
                        "create",
                        "--name=" + name,
                        "--label=" + Container.CLUSTER_LABEL + "=" + cluster(),
                        "--label=" + Container.NODE_LABEL + "=" + name,
                        new NodeImage(requirements.engine().orElseThrow(), HostFacts.ofThisHost(), directory).name(),
                        "true");

        assertThat(launcher().list(cluster())).extracting(Machine::name).containsExactly(name);

        assertThat(create(cluster(), name).state()).isEqualTo(Machine.State.RUNNING);
    }

    @Test
    void theNodeImageCanBeTakenToAnotherComputerAndIsNotMadeOffline() throws IOException {
        launcher().prepare(cluster());
        NodeImage image = new NodeImage(requirements.engine().orElseThrow(), HostFacts.ofThisHost(), directory);
        Path archive = directory.resolve("node-image.tar");

        assertThat(launcher().lacksOffline()).isEmpty();
        assertThat(launcher().saveNodeImage(archive)).isTrue();
        launcher().loadNodeImage(archive);

        assertThat(Files.size(archive)).isGreaterThan(1_000_000);
        assertThat(image.isHere()).isTrue();
        Launcher offline = new ContainerLauncher(directory, HostFacts.ofThisHost(), true);
        offline.prepare(cluster());
        MachineSpec elsewhere =
                new MachineSpec(cluster(), cluster() + "-worker-1", 1, 1, 5, "127.0.0.1:9/none:1", "ssh-ed25519 A");
        assertThatThrownBy(() -> offline.create(elsewhere))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("127.0.0.1:9/none:1")
                .message()
                .as("nobody is asked")
                .doesNotContain("refused", "pinging");
    }

    @Test
    void aContainerOfAnotherClusterIsNeitherTakenNorRemoved() {
        create(cluster(), cluster() + "-worker-1");

        assertThatThrownBy(() -> create(similar(), cluster() + "-worker-1"))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("of cluster " + cluster());

        launcher().delete(similar(), cluster() + "-worker-1");
        assertThat(launcher().get(cluster(), cluster() + "-worker-1")).isPresent();
    }

    @Test
    void aFailureCarriesTheEnginesOwnWords() {
        launcher().prepare(cluster());

        assertThatThrownBy(() -> createFrom("localhost/does-not-exist:1", cluster() + "-worker-1"))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("localhost/does-not-exist:1");
        assertThat(launcher().list(cluster())).isEmpty();
    }

    @Test
    void systemdRunsAndTheKeyFileIsPrivate() {
        Machine machine = create(cluster(), cluster() + "-worker-1");

        assertThat(run(machine, "stat", "-c", "%a %U", "/root/.ssh/authorized_keys"))
                .isEqualTo("600 root");
        assertThat(run(machine, "stat", "-c", "%a", "/etc/ssh/ssh_host_ed25519_key"))
                .isEqualTo("600");
        assertThat(reach(machine)
                        .probe(Command.of("systemctl", "is-system-running", "--wait"))
                        .stdout()
                        .strip())
                .isIn("running", "degraded");
        assertThat(run(machine, "systemctl", "--failed", "--plain", "--no-legend"))
                .isEmpty();
    }

    private HostProgram engine() {
        return requirements.engine().orElseThrow().program();
    }
}
