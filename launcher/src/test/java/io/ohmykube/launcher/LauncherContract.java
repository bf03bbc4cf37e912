package io.ohmykube.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.Home;
import io.ohmykube.launcher.ssh.ClusterKeys;
import io.ohmykube.launcher.ssh.SshRemotes;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every launcher must do. A launcher's test extends this and says how to make the launcher.
 *
 * <p>Cluster names are new in each test, and both clusters of a test are removed at its end.
 *
 * <p>Machines that belong to people ({@link Launcher#ownsMachines} is false) are held to the same rules but for two, in whose
 * place they have their own: they keep the names that they have, and they are neither started nor stopped by us.
 */
public abstract class LauncherContract {
    @TempDir
    static Path keyHome;

    private static String authorizedKey = "";

    @TempDir
    protected Path directory;

    private TestHome home;
    private Launcher launcher;
    private Remotes remotes;

    /** A short cluster name; {@link #similar} begins with it. */
    private String cluster;

    private String similar;

    /** The launcher under test. It may keep its state in the files of this home. */
    protected abstract Launcher launcher(TestHome home);

    @BeforeAll
    static void makeOneKeyForAllTests() {
        authorizedKey = new ClusterKeys(new TestHome(new Home(keyHome))).ensure("keys");
    }

    @BeforeEach
    void openLauncher() throws Exception {
        home = new TestHome(new Home(directory));
        launcher = launcher(home);
        remotes = new SshRemotes(home);
        cluster = "t"
                + HexFormat.of().toHexDigits((short) ThreadLocalRandom.current().nextInt());
        similar = cluster + "-2";
        for (String name : List.of(cluster, similar)) {
            Files.createDirectories(home.files(name).ssh());
            ClusterFiles keys = new TestHome(new Home(keyHome)).files("keys");
            Files.copy(keys.privateKey(), home.files(name).privateKey());
            Files.copy(keys.publicKey(), home.files(name).publicKey());
        }
    }

    @AfterEach
    void removeAll() throws Exception {
        if (launcher == null) {
            return;
        }
        remotes.close();
        for (String name : List.of(cluster, similar)) {
            launcher.list(name).forEach(machine -> launcher.delete(name, machine.name()));
            launcher.dispose(name);
        }
        cleanUp();
    }

    /** What a launcher's test itself has to put away, once no cluster is left. */
    protected void cleanUp() throws Exception {}

    @Test
    void aNewMachineRunsAndCanBeReached() {
        Machine machine = create(cluster, cluster + "-worker-1");

        assertThat(machine.cluster()).isEqualTo(cluster);
        assertThat(machine.name()).isEqualTo(cluster + "-worker-1");
        assertThat(machine.state()).isEqualTo(Machine.State.RUNNING);
        assertThat(machine.addresses()).isNotEmpty();
        assertNamed(machine);
        assertThat(launcher.get(cluster, machine.name())).contains(machine);
    }

    @Test
    void aFileArrivesAndComesBackAsItWas() {
        Remote remote = reach(create(cluster, cluster + "-worker-1"));
        byte[] bytes = new byte[300_000];
        ThreadLocalRandom.current().nextBytes(bytes);

        remote.upload(out -> out.write(bytes), "/var/lib/new/dir/file", "0640");

        var back = new ByteArrayOutputStream();
        remote.download("/var/lib/new/dir/file", back);
        assertThat(back.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void creatingAgainChangesNothing() {
        Machine first = create(cluster, cluster + "-worker-1");
        reach(first).upload(Content.of("kept"), "/root/mark", "0600");

        Machine second = create(cluster, cluster + "-worker-1");

        assertThat(second).isEqualTo(first);
        assertThat(run(second, "cat", "/root/mark")).isEqualTo("kept");
        assertThat(launcher.list(cluster)).hasSize(1);
    }

    @Test
    void aStoppedMachineIsKnownAndStartsWithItsFilesAndItsHostKeys() {
        Machine before = create(cluster, cluster + "-worker-1");
        reach(before).upload(Content.of("kept"), "/root/mark", "0600");

        if (!launcher.ownsMachines()) {
            assertItsOwnerStopsIt(before);
            return;
        }
        launcher.stop(cluster, before.name());

        Machine stopped = launcher.get(cluster, before.name()).orElseThrow();
        assertThat(stopped.state()).isEqualTo(Machine.State.STOPPED);
        assertThat(stopped.addresses()).isEmpty();
        assertThat(stopped.ssh()).isNull();
        assertThat(launcher.list(cluster)).containsExactly(stopped);
        assertThatThrownBy(() -> remotes.to(stopped)).isInstanceOf(IllegalArgumentException.class);

        Machine after = launcher.start(cluster, before.name());

        assertThat(after.state()).isEqualTo(Machine.State.RUNNING);
        assertThat(Objects.requireNonNull(after.ssh()).hostKeys())
                .isEqualTo(Objects.requireNonNull(before.ssh()).hostKeys());
        awaitLogin(after);
        assertThat(run(after, "cat", "/root/mark")).isEqualTo("kept");
    }

    @Test
    void creatingAStoppedMachineStartsIt() {
        Machine before = create(cluster, cluster + "-worker-1");
        if (!launcher.ownsMachines()) {
            assertItsOwnerStopsIt(before);
            return;
        }
        launcher.stop(cluster, before.name());

        assertThat(create(cluster, before.name()).state()).isEqualTo(Machine.State.RUNNING);
    }

    @Test
    void stoppingAndStartingTwiceIsTheSameAsOnce() {
        Machine machine = create(cluster, cluster + "-worker-1");
        String name = machine.name();
        if (!launcher.ownsMachines()) {
            assertItsOwnerStopsIt(machine);
            return;
        }
        launcher.stop(cluster, name);
        launcher.stop(cluster, name);
        launcher.start(cluster, name);

        assertThat(launcher.start(cluster, name).state()).isEqualTo(Machine.State.RUNNING);
    }

    @Test
    void aDeletedMachineIsGoneAndDeletingItAgainIsFine() {
        String name = create(cluster, cluster + "-worker-1").name();

        launcher.delete(cluster, name);

        assertThat(launcher.get(cluster, name)).isEmpty();
        assertThat(launcher.list(cluster)).isEmpty();
        assertThatCode(() -> launcher.delete(cluster, name)).doesNotThrowAnyException();
    }

    @Test
    void aMachineThatIsNotThereCanNeitherBeStartedNorStopped() {
        launcher.prepare(cluster);

        assertThat(launcher.get(cluster, cluster + "-worker-1")).isEmpty();
        assertThat(launcher.list(cluster)).isEmpty();
        assertThatThrownBy(() -> launcher.start(cluster, cluster + "-worker-1"))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining(cluster + "-worker-1");
        assertThatThrownBy(() -> launcher.stop(cluster, cluster + "-worker-1")).isInstanceOf(LauncherException.class);
    }

    @Test
    void aClusterWhoseNameBeginsLikeAnotherIsNotTouchedByIt() {
        Machine ours = create(cluster, cluster + "-worker-1");
        Machine others = create(similar, similar + "-worker-1");

        assertThat(launcher.list(cluster)).containsExactly(ours);
        assertThat(launcher.list(similar)).containsExactly(others);
        assertThat(launcher.get(cluster, others.name())).isEmpty();

        launcher.delete(cluster, others.name());
        launcher.delete(cluster, ours.name());
        launcher.dispose(cluster);

        assertThat(launcher.list(similar)).containsExactly(others);
        assertNamed(others);
    }

    @Test
    void everyMachineHasHostKeysOfItsOwn() {
        Machine one = create(cluster, cluster + "-worker-1");
        Machine two = create(cluster, cluster + "-worker-2");

        assertThat(Objects.requireNonNull(one.ssh()).hostKeys())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(Objects.requireNonNull(two.ssh()).hostKeys());
        assertThat(launcher.list(cluster)).extracting(Machine::name).containsExactly(one.name(), two.name());
    }

    @Test
    void preparingAndDisposingTwiceIsTheSameAsOnce() {
        launcher.prepare(cluster);
        launcher.prepare(cluster);
        launcher.dispose(cluster);

        assertThatCode(() -> launcher.dispose(cluster)).doesNotThrowAnyException();
    }

    /** A machine of ours is called like its node; one of somebody else keeps the name it has. */
    private void assertNamed(Machine machine) {
        if (launcher.ownsMachines()) {
            assertThat(run(machine, "hostname")).isEqualTo(machine.name());
        } else {
            assertThat(run(machine, "hostname")).isNotEmpty().isNotEqualTo(machine.name());
        }
    }

    /** Stopping a machine of somebody else is refused in words that say who can, and nothing changes; it is taken to run. */
    private void assertItsOwnerStopsIt(Machine machine) {
        assertThatThrownBy(() -> launcher.stop(cluster, machine.name()))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining(machine.name())
                .hasMessageContaining("not ours to stop");
        assertThat(launcher.get(cluster, machine.name())).contains(machine);
        assertThat(launcher.start(cluster, machine.name())).isEqualTo(machine);
        assertThat(launcher.start(cluster, machine.name())).isEqualTo(machine);
        assertThat(run(machine, "cat", "/proc/sys/kernel/hostname")).isNotEmpty();
    }

    protected final Machine create(String of, String name) {
        launcher.prepare(of);
        return launcher.create(new MachineSpec(of, name, 1, 1, 5, null, authorizedKey));
    }

    protected final Machine createFrom(String template, String name) {
        return launcher.create(new MachineSpec(cluster, name, 1, 1, 5, template, authorizedKey));
    }

    protected final Launcher launcher() {
        return launcher;
    }

    protected final String cluster() {
        return cluster;
    }

    /** A cluster whose name begins like that of {@link #cluster}. */
    protected final String similar() {
        return similar;
    }

    protected final Remote reach(Machine machine) {
        remotes.trust(machine);
        awaitLogin(machine);
        return remotes.to(machine);
    }

    protected final String run(Machine machine, String... argv) {
        return reach(machine).execute(Command.of(argv)).stdout().strip();
    }

    /** A machine that runs may take a moment until it lets us in. */
    private void awaitLogin(Machine machine) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsMatching(UnreachableException.class::isInstance)
                .until(() -> remotes.to(machine).probe(Command.of("true")).succeeded());
    }
}
