package io.ohmykube.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ohmykube.config.Home;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandTimedOutException;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherContract;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.LoginRefusedException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.launcher.TestHome;
import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.launcher.ssh.ClusterKeys;
import io.ohmykube.launcher.ssh.SshRemotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulatedLauncherTest extends LauncherContract {
    private static final String CLUSTER = "dev";
    private static final String NODE = "dev-worker-1";

    @TempDir
    private static Path keys;

    private static String key = "";

    private final List<SimulatedLauncher> launchers = new ArrayList<>();

    @Override
    protected Launcher launcher(TestHome home) {
        return launcher(home, Scenario.NONE);
    }

    @BeforeAll
    static void makeOneKeyForAllOurTests() {
        key = new ClusterKeys(new TestHome(new Home(keys))).ensure(CLUSTER);
    }

    @Override
    protected void cleanUp() {
        launchers.forEach(SimulatedLauncher::close);
    }

    @Test
    void aMachineThatIsSimulatedSaysSo() {
        Machine machine = create(CLUSTER, NODE);

        assertThat(machine.traits().simulated()).isTrue();
        assertThat(new SimulatedLauncher(home().home(), Scenario.NONE).chosenByDefault())
                .isFalse();
    }

    @Test
    void anotherLauncherFindsMachinesAsTheyWereLeft() throws IOException {
        Machine before = make(launcher(home(), Scenario.NONE));
        try (Remotes remotes = new SshRemotes(home())) {
            remotes.trust(before);
            remotes.to(before).upload(Content.of("kept"), "/root/mark", "0600");
        }
        launchers.get(launchers.size() - 1).close();

        Launcher next = launcher(home(), Scenario.NONE);
        Machine after = next.get(CLUSTER, NODE).orElseThrow();

        assertThat(after.addresses()).isEqualTo(before.addresses());
        assertThat(next.list(CLUSTER)).containsExactly(after);
        try (Remotes remotes = new SshRemotes(home())) {
            assertThat(remotes.to(after)
                            .execute(Command.of("cat", "/root/mark"))
                            .stdout())
                    .isEqualTo("kept");
        }
    }

    @Test
    void onlyTheClustersKeyIsLetIn() throws IOException {
        Launcher launcher = launcher(home(), Scenario.NONE);
        make(launcher);
        Machine others = launcher.create(new MachineSpec(CLUSTER, "other", 1, 1, 5, null, "ssh-rsa AAAA"));

        try (Remotes remotes = new SshRemotes(home())) {
            remotes.trust(others);
            assertThatThrownBy(() -> remotes.to(others).probe(Command.of("true")))
                    .isInstanceOf(LoginRefusedException.class);
        }
    }

    @Test
    void aDroppedConnectionIsAnUnreachableMachineAndTheNextCommandConnectsAgain() throws IOException {
        Machine machine = make(
                launcher(home(), scenario("rules: [{command: hostname, executions: [1], outcome: drop, at: after}]")));

        try (Remotes remotes = new SshRemotes(home())) {
            remotes.trust(machine);
            assertThatThrownBy(() -> remotes.to(machine).execute(Command.of("hostname")))
                    .isInstanceOf(UnreachableException.class);
            assertThat(remotes.to(machine).execute(Command.of("hostname")).stdout())
                    .isEqualTo(NODE + "\n");
        }
    }

    @Test
    void aConnectionBreaksUnderACommandThatGoesOn() throws IOException {
        Machine machine = make(
                launcher(home(), scenario("rules: [{command: rm, executions: [1], outcome: disconnect, at: before}]")));

        try (Remotes remotes = new SshRemotes(home())) {
            remotes.trust(machine);
            remotes.to(machine).upload(Content.of("old"), "/root/mark", "0600");
            assertThatThrownBy(() -> remotes.to(machine).execute(Command.of("rm", "/root/mark")))
                    .isInstanceOf(UnreachableException.class);
            assertThat(remotes.to(machine)
                            .probe(Command.of("test", "-e", "/root/mark"))
                            .exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void aMachineThatRebootsLosesWhatRanAndIsThereAgain() throws Exception {
        Launcher launcher =
                launcher(home(), scenario("rules: [{command: hostname, executions: [1], outcome: reboot}]"));
        Machine before = make(launcher);
        try (Remotes remotes = new SshRemotes(home())) {
            remotes.trust(before);
            remotes.to(before).upload(Content.of("kept"), "/root/mark", "0600");
            CompletableFuture<Throwable> sleeping = CompletableFuture.supplyAsync(
                    () -> catchThrowable(() -> remotes.to(before).execute(Command.of("sleep", "50"))));
            Path log = home().home().cluster(CLUSTER).machines().resolve("commands.jsonl");
            Awaitility.await().until(() -> Files.readString(log).contains("\"command\":\"sleep\""));

            assertThatThrownBy(() -> remotes.to(before).execute(Command.of("hostname")))
                    .isInstanceOf(UnreachableException.class);

            assertThat(sleeping.get(20, TimeUnit.SECONDS)).isInstanceOf(UnreachableException.class);
            Machine after = launcher.get(CLUSTER, NODE).orElseThrow();
            assertThat(after.ssh()).isNotEqualTo(before.ssh());
            assertThat(remotes.to(after)
                            .execute(Command.of("cat", "/root/mark"))
                            .stdout())
                    .isEqualTo("kept");
        }
    }

    @Test
    void aHangingCommandTimesOutAndIsGone() throws IOException {
        Machine machine =
                make(launcher(home(), scenario("rules: [{command: hostname, executions: [1], outcome: hang}]")));

        try (Remotes remotes = new SshRemotes(home())) {
            remotes.trust(machine);
            remotes.to(machine).execute(Command.of("true"));
            Command hanging = Command.of("hostname").withTimeout(Duration.ofSeconds(2));
            assertThatThrownBy(() -> remotes.to(machine).execute(hanging)).isInstanceOf(CommandTimedOutException.class);
            assertThat(remotes.to(machine).execute(Command.of("hostname")).stdout())
                    .isEqualTo(NODE + "\n");
        }
        assertThat(home().home().cluster(CLUSTER).machines().resolve("commands.jsonl"))
                .content()
                .contains("\"outcome\":\"cut off\"");
    }

    @Test
    void aMachineThatNeverBootsRefusesConnectionsUntilItIsMadeAgain() throws IOException {
        Launcher launcher = launcher(home(), scenario("rules: [{command: boot, executions: [1], outcome: fail}]"));
        Machine dead = make(launcher);

        try (Remotes remotes = new SshRemotes(home())) {
            remotes.trust(dead);
            assertThatThrownBy(() -> remotes.to(dead).probe(Command.of("true")))
                    .isInstanceOf(UnreachableException.class);
            launcher.delete(CLUSTER, NODE);
            Machine alive = make(launcher);
            remotes.forget(CLUSTER, NODE);
            remotes.trust(alive);
            assertThat(remotes.to(alive).probe(Command.of("true")).succeeded()).isTrue();
        }
    }

    @Test
    void aCreationThatFailsMidwayLeavesABrokenMachineThatTheNextOneReplaces() throws IOException {
        Launcher launcher = launcher(
                home(),
                scenario(
                        "rules: [{command: launcher create, executions: [1], outcome: fail, at: midway, stderr: full}]"));

        assertThatThrownBy(() -> make(launcher))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("simulated")
                .hasMessageContaining(NODE)
                .hasMessageContaining("full");
        assertThat(launcher.list(CLUSTER)).extracting(Machine::state).containsExactly(Machine.State.BROKEN);

        assertThat(make(launcher).state()).isEqualTo(Machine.State.RUNNING);
    }

    @Test
    void aDeletionThatFailsLeavesTheMachine() throws IOException {
        Launcher launcher =
                launcher(home(), scenario("rules: [{command: launcher delete, executions: [1], outcome: fail}]"));
        make(launcher);

        assertThatThrownBy(() -> launcher.delete(CLUSTER, NODE)).isInstanceOf(LauncherException.class);
        assertThat(launcher.get(CLUSTER, NODE)).isPresent();
        launcher.delete(CLUSTER, NODE);

        assertThat(launcher.get(CLUSTER, NODE)).isEmpty();
    }

    @Test
    void aDeletionThatIsCutOffLeavesABrokenMachineThatTheNextOneRemoves() throws IOException {
        Launcher launcher = launcher(
                home(), scenario("rules: [{command: launcher delete, executions: [1], outcome: fail, at: midway}]"));
        make(launcher);

        assertThatThrownBy(() -> launcher.delete(CLUSTER, NODE)).isInstanceOf(LauncherException.class);
        assertThat(launcher.list(CLUSTER)).extracting(Machine::state).containsExactly(Machine.State.BROKEN);
        launcher.delete(CLUSTER, NODE);

        assertThat(launcher.list(CLUSTER)).isEmpty();
    }

    /** Whoever closes it may remove the files next. */
    @Test
    void whatClosingCutsOffIsWrittenDownByThen() throws IOException {
        SimulatedLauncher launcher = launcher(home(), scenario("rules: [{command: hostname, outcome: hang}]"));
        Machine machine = make(launcher);
        Path log = home().home().cluster(CLUSTER).machines().resolve("commands.jsonl");
        try (Remotes remotes = new SshRemotes(home())) {
            remotes.trust(machine);
            CompletableFuture<Void> hanging =
                    CompletableFuture.runAsync(() -> remotes.to(machine).execute(Command.of("hostname")));
            Awaitility.await().until(() -> Files.readString(log).contains("\"command\":\"hostname\""));

            launcher.close();

            assertThat(log).content().contains("\"command\":\"hostname\",\"outcome\":\"cut off\"");
            assertThat(hanging).failsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void theLogTellsWhatTheLauncherWasAskedFor() throws IOException {
        make(launcher(home(), scenario("rules: []")));

        assertThat(home().home().cluster(CLUSTER).machines().resolve("commands.jsonl"))
                .content()
                .contains("\"node\":\"" + NODE + "\",\"command\":\"launcher create\",\"outcome\":\"exit 0\"");
    }

    private TestHome home() {
        return new TestHome(new Home(directory.resolve("own")));
    }

    private SimulatedLauncher launcher(TestHome home, Scenario scenario) {
        SimulatedLauncher launcher = new SimulatedLauncher(home.home(), scenario);
        launchers.add(launcher);
        return launcher;
    }

    private Machine make(Launcher launcher) throws IOException {
        TestHome ours = home();
        if (!Files.exists(ours.files(CLUSTER).privateKey())) {
            Files.createDirectories(ours.files(CLUSTER).ssh());
            Files.copy(
                    new TestHome(new Home(keys)).files(CLUSTER).privateKey(),
                    ours.files(CLUSTER).privateKey());
        }
        launcher.prepare(CLUSTER);
        return launcher.create(new MachineSpec(CLUSTER, NODE, 1, 1, 5, null, key));
    }

    private Scenario scenario(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("scenario.yaml"), yaml);
        return Scenario.read(file);
    }
}
