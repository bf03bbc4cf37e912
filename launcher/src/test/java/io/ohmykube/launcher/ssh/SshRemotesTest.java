package io.ohmykube.launcher.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.ohmykube.config.Home;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandInterruptedException;
import io.ohmykube.launcher.CommandResult;
import io.ohmykube.launcher.CommandTimedOutException;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.HostKeyMismatchException;
import io.ohmykube.launcher.LoginRefusedException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.OutputTooLargeException;
import io.ohmykube.launcher.Remote;
import io.ohmykube.launcher.TestHome;
import io.ohmykube.launcher.UnreachableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against OpenSSH's own server. */
class SshRemotesTest {
    private static final String NODE = "dev-worker-1";

    @TempDir
    static Path home;

    private static TestHome store;
    private static String key;

    @TempDir
    Path directory;

    /** Long enough, and different in every test and run, so that a process can be told by its arguments. */
    private final int seconds = ThreadLocalRandom.current().nextInt(1_000_000, Integer.MAX_VALUE);

    private RealSshd sshd;
    private SshRemotes remotes;
    private Remote remote;

    @BeforeAll
    static void makeKey() {
        RealSshd.assumePossible();
        store = new TestHome(new Home(home));
        key = new ClusterKeys(store).ensure("dev");
    }

    @BeforeEach
    void start() throws Exception {
        sshd = RealSshd.start(directory.resolve("sshd"), key);
        remotes = new SshRemotes(store);
        Machine machine = sshd.machine("dev", NODE, sshd.hostKey());
        remotes.trust(machine);
        remote = remotes.to(machine);
    }

    @AfterEach
    void stop() throws Exception {
        if (sshd != null) {
            remotes.close();
            sshd.close();
        }
    }

    @Test
    void twentyCommandsShareOneConnection() throws Exception {
        List<CompletableFuture<CommandResult>> running = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String number = Integer.toString(i);
            running.add(CompletableFuture.supplyAsync(() -> remote.execute(Command.of("echo", number))));
        }

        assertThat(running.stream().map(r -> r.join().stdout().strip()))
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 20)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(sshd.connections()).isEqualTo(1);
        assertThat(Security.getProvider("BC")).as("nothing needs Bouncy Castle").isNull();
    }

    /** Predecessor's defect 5: a warning on standard error corrupted the join command. */
    @Test
    void standardOutputAndStandardErrorAreKeptApart() {
        CommandResult result = remote.execute(Command.script("echo out; echo warning >&2; echo more"));

        assertThat(result.stdout()).isEqualTo("out\nmore\n");
        assertThat(result.stderr()).isEqualTo("warning\n");
    }

    @Test
    void argumentsArriveAsTheyAre() {
        List<String> nasty = List.of(
                "two words",
                "it's",
                "\"quoted\"",
                "$(touch /tmp/never)",
                "`id`",
                "a;b|c&d",
                "*",
                "~",
                "",
                "zwölf ☸",
                "line\nbreak",
                "back\\slash",
                "-n",
                "$HOME",
                "\ttab");
        List<String> argv = new ArrayList<>(List.of("printf", "%s\\0"));
        argv.addAll(nasty);

        String printed = remote.execute(Command.of(argv.toArray(String[]::new))).stdout();

        assertThat(List.of(printed.split("\0", -1))).containsExactlyElementsOf(with(nasty, ""));
        assertThat(remote.execute(Command.script("printf '%s' \"$1\"", nasty.get(3)))
                        .stdout())
                .isEqualTo(nasty.get(3));
    }

    @Test
    void aFailedCommandSaysWhatItWasAndWhatItPrintedLast() {
        Command command = Command.script("echo cannot do it >&2; exit 7", "first argument");

        assertThatThrownBy(() -> remote.execute(command))
                .isInstanceOfSatisfying(CommandFailedException.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(7);
                    assertThat(e.stderrTail()).isEqualTo("cannot do it");
                    assertThat(e.node()).isEqualTo(NODE);
                    assertThat(e.log()).isEqualTo(store.files("dev").nodeLog(NODE));
                })
                .hasMessageContaining("'first argument'");
        assertThat(remote.probe(command).exitCode()).isEqualTo(7);
    }

    @Test
    void aCommandEndedByASignalHasTheExitCodeAShellGives() {
        assertThat(remote.probe(Command.script("kill -KILL $$")).exitCode()).isEqualTo(137);
    }

    @Test
    void muchInputAndMuchOutputAtOnceDoNotBlockEachOther() {
        byte[] block = new byte[64 * 1024];
        new Random(1).nextBytes(block);
        int blocks = 320;
        Content content = out -> {
            for (int i = 0; i < blocks; i++) {
                out.write(block);
            }
        };
        Command command =
                Command.of("sh", "-c", "tee /dev/stderr | base64 -w0 | wc -c").withStdin(content);

        CommandResult result = remote.execute(command);

        long bytes = (long) block.length * blocks;
        assertThat(result.stdout().strip()).isEqualTo(Long.toString((bytes + 2) / 3 * 4));
        assertThat(result.stderr()).hasSizeLessThanOrEqualTo(CommandLimits.STDERR_BYTES);
    }

    @Test
    void aProgramThatDoesNotReadItsInputIsNoFailure() {
        Content endless = out -> {
            byte[] block = new byte[32 * 1024];
            for (int i = 0; i < 1000; i++) {
                out.write(block);
            }
        };

        assertThat(remote.execute(Command.of("echo", "done").withStdin(endless)).stdout())
                .isEqualTo("done\n");
    }

    @Test
    void outputBeyondTheLimitFailsInsteadOfFillingMemory() {
        assertThatThrownBy(() -> remote.execute(Command.of("head", "-c", "6000000", "/dev/zero")))
                .isInstanceOf(OutputTooLargeException.class);
        assertThat(remote.execute(Command.of("echo", "next")).stdout()).isEqualTo("next\n");
    }

    @Test
    void aTimeoutEndsTheProcessesOnTheMachine() throws Exception {
        remote.execute(Command.of("true"));
        Command command = Command.script("sleep $1 & setsid sleep $1 & sleep $1", "" + seconds)
                .withTimeout(Duration.ofSeconds(6));

        CompletableFuture<Throwable> failure =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> remote.execute(command)));
        await().until(() -> sleeping() == 3);

        assertThat(failure.get()).isInstanceOf(CommandTimedOutException.class).hasMessageContaining(NODE);
        assertThat(sleeping()).isZero();
    }

    @Test
    void anInterruptionEndsTheCommandOnTheMachineAndKeepsTheFlag() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(() -> remote.execute(Command.of("sleep", "" + seconds))));
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        await().until(() -> sleeping() == 1);

        caller.interrupt();
        caller.join(20_000);

        assertThat(thrown.get()).isInstanceOf(CommandInterruptedException.class);
        assertThat(flag.get()).isTrue();
        assertThat(sleeping()).isZero();
        assertThat(remote.execute(Command.of("echo", "still")).stdout()).isEqualTo("still\n");
    }

    @Test
    void aConnectionCutInMidCommandIsReportedAndNeverRunsTheCommandTwice() throws Exception {
        Path ran = directory.resolve("ran");
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> catchThrowable(() ->
                remote.execute(Command.script("echo once >> \"$1\"; exec sleep $2", ran.toString(), "" + seconds))));
        await().until(() -> sleeping() == 1);

        sshd.cutConnections();

        assertThat(failure.get()).isInstanceOf(UnreachableException.class).hasMessageContaining(NODE);
        assertThat(remote.execute(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
        assertThat(ran).hasContent("once");
        assertThat(sleeping())
                .as("what the lost connection left running is ended before the next command")
                .isZero();
        assertThat(sshd.connections()).isEqualTo(2);
    }

    /** What outlives a lost connection has to know whether it is to stop. */
    @Test
    void aCommandIsToldWhetherItWasCancelledOrItsConnectionWasLost() throws Exception {
        Path told = directory.resolve("told");
        Command command = Command.script(
                """
                exec 2>/dev/null
                trap 'echo cancelled >> "$1"; exit 1' TERM
                trap 'echo disconnected >> "$1"; exit 1' HUP
                sleep "$2" || true
                exit 1
                """,
                told.toString(),
                "" + seconds);

        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> thrown.set(catchThrowable(() -> remote.execute(command))));
        caller.start();
        await().until(() -> sleeping() == 1);
        caller.interrupt();
        caller.join(20_000);
        assertThat(thrown.get()).isInstanceOf(CommandInterruptedException.class);
        assertThat(told).hasContent("cancelled");

        CompletableFuture<Throwable> failure =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> remote.execute(command)));
        await().until(() -> sleeping() == 1);
        sshd.cutConnections();
        assertThat(failure.get()).isInstanceOf(UnreachableException.class);
        remote.execute(Command.of("true"));
        assertThat(told).hasContent("cancelled\ndisconnected");

        assertThatThrownBy(() -> remote.execute(command.withTimeout(Duration.ofSeconds(4))))
                .isInstanceOf(CommandTimedOutException.class);
        assertThat(told).hasContent("cancelled\ndisconnected\ncancelled");
        assertThat(sleeping()).isZero();
    }

    @Test
    void aPooledConnectionThatDiedIsReplaced() throws Exception {
        remote.execute(Command.of("true"));
        sshd.cutConnections();

        assertThat(remote.execute(Command.of("echo", "back")).stdout()).isEqualTo("back\n");
    }

    @Test
    void aMachineWithAnotherHostKeyIsRefused() throws Exception {
        remote.execute(Command.of("true"));
        int port = sshd.port();
        sshd.close();
        remotes.close();
        remotes = new SshRemotes(store);
        try (RealSshd other = RealSshd.start(directory.resolve("other"), port, key)) {
            assertThatThrownBy(() -> remotes.to(other.machine("dev", NODE)).execute(Command.of("true")))
                    .isInstanceOf(HostKeyMismatchException.class)
                    .hasMessageContaining(NODE)
                    .hasMessageContaining("known_hosts");

            remotes.trust(other.machine("dev", NODE, other.hostKey()));
            assertThat(remotes.to(other.machine("dev", NODE))
                            .execute(Command.of("true"))
                            .succeeded())
                    .isTrue();
        }
    }

    @Test
    void withoutATrustedWayTheFirstKeyShownIsRecorded() throws Exception {
        Machine machine = sshd.machine("dev", "dev-worker-9");
        remotes.to(machine).execute(Command.of("true"));

        Path file = store.files("dev").knownHosts();
        assertThat(file).content().contains("dev-worker-9 " + sshd.hostKey().strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        remotes.forget("dev", "dev-worker-9");
        assertThat(file).content().doesNotContain("dev-worker-9").contains(NODE + " ");
    }

    @Test
    void aServerThatOffersOnlyAes128IsRefused() throws Exception {
        try (RealSshd weak =
                RealSshd.start(directory.resolve("weak"), key, "Ciphers aes128-ctr,aes128-gcm@openssh.com")) {
            Machine machine = weak.machine("dev", "dev-worker-8", weak.hostKey());

            assertThatThrownBy(() -> remotes.to(machine).execute(Command.of("true")))
                    .isInstanceOf(LoginRefusedException.class)
                    .hasMessageContaining("dev-worker-8")
                    .hasMessageContaining("aes256-gcm@openssh.com")
                    .hasMessageContaining("aes128-ctr");
        }
    }

    @Test
    void aServerThatDoesNotKnowOurKeyIsARefusal() throws Exception {
        try (RealSshd strange = RealSshd.start(directory.resolve("strange"), "")) {
            assertThatThrownBy(() ->
                            remotes.to(strange.machine("dev", "dev-worker-7")).execute(Command.of("true")))
                    .isInstanceOf(LoginRefusedException.class)
                    .hasMessageContaining("root@127.0.0.1:" + strange.port());
        }
    }

    @Test
    void aMachineThatDoesNotAnswerIsUnreachable() throws Exception {
        sshd.close();

        assertThatThrownBy(() -> remote.execute(Command.of("true")))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("127.0.0.1:" + sshd.port());
    }

    /** Predecessor's defect 27: uploads broke at 128 KiB, and directories could not be entered. */
    @Test
    void aLargeFileArrivesAsItWasInADirectoryThatCanBeEntered() {
        byte[] bytes = new byte[20 * 1024 * 1024 + 1];
        new Random(2).nextBytes(bytes);
        Path file = directory.resolve("new/it's a dir/big file");

        remote.upload(out -> out.write(bytes), file.toString(), "0750");

        assertThat(file).hasBinaryContent(bytes);
        assertThat(modeOf(file)).isEqualTo("rwxr-x---");
        assertThat(modeOf(file.getParent())).isEqualTo("rwxr-xr-x");
        assertThat(file.getParent().toFile().list()).hasSize(1);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        remote.download(file.toString(), back);
        assertThat(back.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void anUploadThatBreaksOffLeavesTheOldFile() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Content broken = out -> {
            out.write(new byte[100_000]);
            throw new IOException("the disk is gone");
        };

        assertThatThrownBy(() -> remote.upload(broken, file.toString(), "0644"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the disk is gone")
                .hasMessageContaining(NODE);
        assertThat(file).hasContent("old");
    }

    @Test
    void downloadingAFileThatIsNotThereFails() {
        assertThatThrownBy(() -> remote.download("/does/not/exist", OutputStream.nullOutputStream()))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("/does/not/exist");
    }

    @Test
    void theLogHasCommandsAndOutputButNeitherInputNorSecrets() throws Exception {
        remote.execute(Command.of("sh", "-c", "read -r secret; echo out-line; echo err-line >&2", "sh", "an-argument")
                .withStdin(Content.of("secret-input\n")));
        remote.execute(Command.of("echo", "secret-output").withSecretOutput());
        remote.upload(Content.of("secret-file"), directory.resolve("f").toString(), "0600");
        remote.download(directory.resolve("f").toString(), OutputStream.nullOutputStream());

        Path log = store.files("dev").nodeLog(NODE);
        assertThat(modeOf(log)).isEqualTo("rw-------");
        assertThat(log)
                .content()
                .contains("an-argument")
                .contains(" | out-line\n")
                .contains(" ! err-line\n")
                .contains("upload of ")
                .doesNotContain("secret-input")
                .doesNotContain("secret-file")
                .doesNotContainPattern("\\| secret-output");
    }

    @Test
    void aStepsLogHasWhatItsRemotesDidOnAllNodesAndNothingElse() throws Exception {
        Machine machine = sshd.machine("dev", NODE, sshd.hostKey());
        Machine other = sshd.machine("dev", "dev-worker-6", sshd.hostKey());
        remotes.trust(other);
        Path log = store.files("dev").stepLog("run-1", "Task_JoinNode", NODE);

        remotes.to(machine, log).execute(Command.of("echo", "first-attempt"));
        remote.execute(Command.of("echo", "another-step"));
        remotes.to(machine, log).execute(Command.of("echo", "secret-output").withSecretOutput());
        remotes.to(other, log).probe(Command.script("echo cannot >&2; exit 3", "an-argument"));

        assertThat(log).isEqualTo(store.files("dev").logs().resolve("steps/run-1/Task_JoinNode." + NODE + ".log"));
        assertThat(modeOf(log)).isEqualTo("rw-------");
        assertThat(modeOf(log.getParent())).isEqualTo("rwx------");
        assertThat(log)
                .content()
                .containsPattern(NODE + " \\S+ \\S+ \\$ echo first-attempt\n")
                .containsPattern(NODE + " \\S+ \\S+ \\| first-attempt\n")
                .containsPattern("dev-worker-6 \\S+ \\S+ ! cannot\n")
                .contains("exit code 3")
                .doesNotContain("another-step")
                .doesNotContainPattern("\\| secret-output");
        assertThat(store.files("dev").nodeLog(NODE)).content().contains("first-attempt", "another-step");
    }

    private static List<String> with(List<String> list, String last) {
        List<String> all = new ArrayList<>(list);
        all.add(last);
        return all;
    }

    private static String modeOf(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many processes sleep that long. */
    private long sleeping() {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).equals("sleep\0" + seconds + "\0"))
                .count();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException e) {
            return ""; // It has just ended.
        }
    }
}
