package io.ohmykube.launcher.lima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.config.Home;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only Lima's machines do, on a simulated Lima. */
class LimaLauncherTest {
    private static final String NODE = "dev-worker-1";

    @TempDir
    Path directory;

    private FakeLima lima;
    private Launcher launcher;

    @BeforeEach
    void startLima() throws IOException {
        lima = new FakeLima(directory, FakeLima.V2);
        launcher = launcher("linux");
        launcher.prepare("dev");
    }

    @AfterEach
    void endLima() throws IOException {
        lima.close();
    }

    @Test
    void aMachineIsMadeWithItsSizesFromUbuntuUnderItsNodesName() {
        launcher.create(new MachineSpec("dev", NODE, 2, 4, 20, null, "ssh-rsa AAAA us"));

        JsonNode config = lima.instance(NODE).config;
        assertThat(config.path("cpus").asInt()).isEqualTo(2);
        assertThat(config.path("memory").asText()).isEqualTo("4GiB");
        assertThat(config.path("disk").asText()).isEqualTo("20GiB");
        assertThat(config.path("plain").asBoolean()).isTrue();
        assertThat(config.path("vmType").asText()).isEqualTo("qemu");
        assertThat(config.path("images").path(0).path("location").asText()).contains("ubuntu-24.04");
        assertThat(config.path("networks")).hasSize(1);
        assertThat(config.path("networks").path(0).path("lima").asText()).isEqualTo("user-v2");
    }

    @Test
    void anAppleSiliconMacTakesItsOwnVirtualisationAndTheNetworkThatItReaches() throws IOException {
        Path socketVmnet = directory.resolve("opt/socket_vmnet/bin/socket_vmnet");
        Files.createDirectories(socketVmnet.getParent());
        Files.createFile(socketVmnet);
        Machine machine = launcher("mac").create(spec(NODE, null));

        JsonNode config = lima.instance(NODE).config;
        assertThat(config.path("vmType").asText()).isEqualTo("vz");
        assertThat(config.path("networks").path(1).path("lima").asText()).isEqualTo("shared");
        assertThat(machine.addresses()).hasSize(2).startsWith("192.168.105.7");
    }

    @Test
    void theLoginIsThatOfLimasUserOnThePortOfThisHost() {
        Machine machine = launcher.create(spec(NODE, null));

        assertThat(Objects.requireNonNull(machine.ssh()).user()).isEqualTo("ada");
        assertThat(machine.ssh().host()).isEqualTo("127.0.0.1");
        assertThat(machine.ssh().hostKeys()).allMatch(key -> key.matches("\\S+ \\S+"));
    }

    @Test
    void anInstanceThatWeDidNotMakeIsNeitherListedNorTouched() throws IOException {
        lima.makeByHand(directory.resolve("lima"), NODE);

        assertThat(launcher.list("dev")).isEmpty();
        assertThat(launcher.get("dev", NODE)).isEmpty();
        assertThatThrownBy(() -> launcher.stop("dev", NODE)).isInstanceOf(LauncherException.class);
        assertThatThrownBy(() -> launcher.create(spec(NODE, null)))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("none of ours");
        launcher.delete("dev", NODE);
        launcher.dispose("dev");
        assertThat(lima.names()).containsExactly(NODE);
    }

    @Test
    void aMachineOfAnotherClusterIsNotTakenOver() {
        launcher.create(spec(NODE, null));

        assertThatThrownBy(() -> launcher.create(new MachineSpec("prod", NODE, 1, 1, 5, null, "ssh-rsa AAAA us")))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("of cluster dev");
    }

    @Test
    void severalMachinesAreMadeAtOnceAndTheImageIsDownloadedOnceBefore() {
        List<CompletableFuture<Machine>> made = Stream.of(1, 2, 3)
                .map(n -> CompletableFuture.supplyAsync(() -> launcher.create(spec("dev-worker-" + n, null))))
                .toList();

        made.forEach(CompletableFuture::join);
        assertThat(launcher.list("dev")).hasSize(3).allMatch(machine -> machine.state() == Machine.State.RUNNING);
        assertThat(lima.downloads).hasValue(1);
    }

    @Test
    void aFailureSaysWhatLimactlSaid() {
        assertThatThrownBy(() -> launcher.create(spec(NODE, "ubunto")))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("limactl create --name=" + NODE)
                .hasMessageEndingWith("template \"ubunto\" not found");

        launcher.create(spec(NODE, null));
        lima.instance(NODE).protectedFromDeletion = true;
        assertThatThrownBy(() -> launcher.delete("dev", NODE))
                .hasMessageContaining("instance is protected to prohibit accidental removal");
        assertThat(launcher.get("dev", NODE)).isPresent();
    }

    @Test
    void afterAFailureTheSameMachineCanBeMade() {
        assertThatThrownBy(() -> launcher.create(spec(NODE, "ubunto"))).isInstanceOf(LauncherException.class);

        assertThat(launcher.list("dev")).isEmpty();
        assertThat(launcher.create(spec(NODE, null)).state()).isEqualTo(Machine.State.RUNNING);
    }

    @Test
    void aFileOfTheUsersIsTheBaseAndOnlySizesNetworksAndTheKeyAreOurs() throws IOException {
        Path own = Files.writeString(
                directory.resolve("my.yaml"),
                """
                vmType: krunkit
                cpus: 7
                memory: 32GiB
                timezone: Europe/Berlin
                images: [{location: /images/own.img}]
                networks: [{lima: bridged}]
                provision: [{mode: system, script: echo mine}]
                """);

        launcher.create(spec(NODE, own.toString()));

        JsonNode config = lima.instance(NODE).config;
        assertThat(config.path("cpus").asInt()).isEqualTo(1);
        assertThat(config.path("memory").asText()).isEqualTo("1GiB");
        assertThat(config.path("vmType").asText()).isEqualTo("krunkit");
        assertThat(config.path("timezone").asText()).isEqualTo("Europe/Berlin");
        assertThat(config.path("images").path(0).path("location").asText()).isEqualTo("/images/own.img");
        assertThat(config.path("networks")).hasSize(1);
        assertThat(config.path("provision")).hasSize(2);
    }

    @Test
    void aTemplateFileThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> launcher.create(spec(NODE, "./none.yaml")))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("none.yaml cannot be read");
    }

    @Test
    void whatIsLeftOfAMachineThatNeverRanIsMadeAnew() {
        launcher.create(spec(NODE, null));
        new InstanceRecords(directory.resolve("lima")).write(new InstanceRecord("dev", NODE, false, false, 0));
        lima.instance(NODE).status = "Broken";

        assertThat(launcher.create(spec(NODE, null)).state()).isEqualTo(Machine.State.RUNNING);
        assertThat(lima.instance(NODE).starts).isEqualTo(1);
    }

    @Test
    void aMachineThatLimaLostIsStoppedByForceAndStartedWithWhatItKept() {
        Machine before = launcher.create(spec(NODE, null));
        lima.instance(NODE).status = "Broken";
        assertThat(launcher.get("dev", NODE).orElseThrow().state()).isEqualTo(Machine.State.BROKEN);

        Machine after = launcher.create(spec(NODE, null));

        assertThat(Objects.requireNonNull(after.ssh()).hostKeys())
                .isEqualTo(Objects.requireNonNull(before.ssh()).hostKeys());
        assertThat(lima.instance(NODE).starts).isEqualTo(2);
    }

    @Test
    void additionalDisksAreMadeEmptyWithTheMachineAndGoWithIt() {
        launcher.create(withDisks(NODE, 20, 5));

        JsonNode attached = lima.instance(NODE).config.path("additionalDisks");
        assertThat(attached.findValuesAsText("name")).containsExactly(NODE + "-disk-1", NODE + "-disk-2");
        assertThat(attached.findValuesAsText("format")).containsOnly("false");
        assertThat(lima.disks.sizes)
                .containsOnly(Map.entry(NODE + "-disk-1", "20GiB"), Map.entry(NODE + "-disk-2", "5GiB"));

        launcher.delete("dev", NODE);
        assertThat(lima.disks.sizes).isEmpty();
    }

    @Test
    void disksOfAMachineThatLimaLostAreThereAgainAfterItsStart() {
        launcher.create(withDisks(NODE, 20));
        lima.instance(NODE).status = "Broken";

        assertThat(launcher.start("dev", NODE).state()).isEqualTo(Machine.State.RUNNING);
        assertThat(lima.disks.users).containsEntry(NODE + "-disk-1", NODE);
    }

    @Test
    void disksLeftOfAnAttemptToMakeTheMachineAreMadeAnew() {
        lima.disks.sizes.put(NODE + "-disk-1", "5GiB");

        launcher.create(withDisks(NODE, 20));

        assertThat(lima.disks.sizes).containsOnly(Map.entry(NODE + "-disk-1", "20GiB"));
    }

    @Test
    void aNameTooLongForASocketIsRefusedBeforeAnythingIsMade() {
        String cluster = "a".repeat(60);

        assertThatThrownBy(() -> launcher.prepare(cluster))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("this system allows less than 108")
                .hasMessageContaining("choose a shorter name");
        assertThatThrownBy(() -> launcher.create(spec(cluster + "-worker-1", null)))
                .isInstanceOf(LauncherException.class);
        assertThat(lima.names()).isEmpty();
    }

    @Test
    void listingWithoutMachinesAsksLimaNothing() {
        assertThat(launcher.list("dev")).isEmpty();
        assertThat(lima.calls).isEmpty();
    }

    private Launcher launcher(String system) {
        return new LimaLauncher(
                new Home(directory),
                new LimaHost(
                        directory, system, system.equals("mac") ? "aarch64" : "amd64", "ada", List.of(lima.bin())));
    }

    private static MachineSpec withDisks(String name, Integer... sizes) {
        return new MachineSpec("dev", name, 1, 1, 5, null, "ssh-rsa AAAA us", List.of(), List.of(sizes));
    }

    private static MachineSpec spec(String name, String template) {
        return new MachineSpec("dev", name, 1, 1, 5, template, "ssh-rsa AAAA us");
    }
}
