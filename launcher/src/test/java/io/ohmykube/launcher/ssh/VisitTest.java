package io.ohmykube.launcher.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ohmykube.config.HostAccess;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandResult;
import io.ohmykube.launcher.HostKeyMismatchException;
import io.ohmykube.launcher.LoginRefusedException;
import io.ohmykube.launcher.UnreachableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against OpenSSH's own server and agent. */
class VisitTest {
    @TempDir
    Path directory;

    private RealSshd sshd;
    private HostAccess host;

    @BeforeEach
    void start() throws Exception {
        RealSshd.assumePossible();
        Files.createDirectories(directory.resolve("home/.ssh"));
        keygen("ed25519", "", "home/.ssh/id_ed25519");
        sshd = RealSshd.start(directory.resolve("sshd"), publicKey("home/.ssh/id_ed25519"));
        host = new HostAccess("127.0.0.1", sshd.port(), "root", null);
    }

    @AfterEach
    void stop() {
        if (sshd != null) {
            sshd.close();
        }
    }

    @Test
    void theKeyAMachineShowsIsKnownBeforeAnybodyLogsIn() throws Exception {
        String shown = Visit.hostKey("n", host);

        assertThat(sshd.hostKey()).startsWith(shown);
        assertThat(Visit.fingerprint(shown))
                .isEqualTo(output(
                                "ssh-keygen",
                                "-lf",
                                directory.resolve("sshd/host_key.pub").toString())
                        .split(" ", -1)[1]);
        assertThat(sshd.log()).doesNotContain("Accepted");
    }

    @Test
    void theUsersOwnKeyFileGetsIn() throws Exception {
        assertThat(hello(host, Map.of("HOME", home()))).isEqualTo("hello 'you'");
    }

    @Test
    void aKeyFileThatIsNamedGetsIn() throws Exception {
        HostAccess named = new HostAccess("127.0.0.1", sshd.port(), "root", "~/.ssh/id_ed25519");

        assertThat(hello(named, Map.of("HOME", home()))).isEqualTo("hello 'you'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aKeyWithAPassphraseGetsInThroughTheAgent(String type) throws Exception {
        keygen(type, "", "agent-key");
        sshd.close();
        sshd = RealSshd.start(directory.resolve("other"), publicKey("agent-key"));
        Process agent = new ProcessBuilder(
                        "ssh-agent", "-D", "-a", directory.resolve("socket").toString())
                .start();
        try {
            Map<String, String> environment = Map.of(
                    "HOME", home(), "SSH_AUTH_SOCK", directory.resolve("socket").toString());
            await().until(() -> Files.exists(directory.resolve("socket")));
            ProcessBuilder add = new ProcessBuilder(
                    "ssh-add", "-q", directory.resolve("agent-key").toString());
            add.environment().putAll(environment);
            assertThat(add.start().waitFor()).isZero();
            // From now on the file is of no use without its passphrase; the agent has the key.
            run(
                    "ssh-keygen",
                    "-q",
                    "-p",
                    "-P",
                    "",
                    "-N",
                    "secret",
                    "-f",
                    directory.resolve("agent-key").toString());
            String file = directory.resolve("agent-key").toString();

            assertThat(hello(new HostAccess("127.0.0.1", sshd.port(), "root", null), environment))
                    .isEqualTo("hello 'you'");
            assertThat(hello(new HostAccess("127.0.0.1", sshd.port(), "root", file), environment))
                    .isEqualTo("hello 'you'");
        } finally {
            agent.destroy();
            agent.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aMachineThatTakesNothingOfOursSaysSo() throws Exception {
        keygen("ed25519", "secret", "locked");
        HostAccess named = new HostAccess(
                "127.0.0.1", sshd.port(), "root", directory.resolve("locked").toString());
        String key = Visit.hostKey("n", host);

        assertThatThrownBy(() -> Visit.open("n", named, key, new Login(Map.of("HOME", home()), named.key(), null)))
                .isInstanceOf(LoginRefusedException.class)
                .hasMessageContaining("n: root@127.0.0.1:" + sshd.port() + " lets nobody in")
                .hasMessageContaining("ssh-add " + named.key());
        assertThatThrownBy(() ->
                        Visit.open("n", host, key, new Login(Map.of("HOME", "/nowhere"), null, "wrong".toCharArray())))
                .isInstanceOf(LoginRefusedException.class)
                .message()
                .doesNotContain("wrong");
    }

    @Test
    void anotherKeyThanTheConfirmedOneEndsTheVisitBeforeTheLogin() throws Exception {
        keygen("ed25519", "", "others");
        String others = publicKey("others").replaceFirst("^(\\S+ \\S+).*", "$1");

        assertThatThrownBy(() -> Visit.open("n", host, others, new Login(Map.of("HOME", home()), null, null)))
                .isInstanceOf(HostKeyMismatchException.class)
                .hasMessageContaining(Visit.fingerprint(others));
        assertThat(sshd.log()).doesNotContain("Accepted");
    }

    @Test
    void aMachineThatDoesNotAnswerIsNamed() throws Exception {
        sshd.close();

        assertThatThrownBy(() -> Visit.hostKey("n", host))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("n: 127.0.0.1:" + host.port() + " cannot be reached");
    }

    private String hello(HostAccess access, Map<String, String> environment) {
        try (Visit visit =
                Visit.open("n", access, Visit.hostKey("n", access), new Login(environment, access.key(), null))) {
            CommandResult result = visit.asRoot(Command.script("echo \"hello $1\"", "'you'"));
            assertThat(result.exitCode()).isZero();
            return result.stdout().strip();
        }
    }

    private String home() {
        return directory.resolve("home").toString();
    }

    private String publicKey(String name) throws Exception {
        return Files.readString(directory.resolve(name + ".pub")).strip();
    }

    private void keygen(String type, String passphrase, String name) throws Exception {
        run(
                "ssh-keygen",
                "-q",
                "-t",
                type,
                "-N",
                passphrase,
                "-C",
                "",
                "-f",
                directory.resolve(name).toString());
    }

    private static void run(String... argv) throws Exception {
        assertThat(new ProcessBuilder(argv).inheritIO().start().waitFor()).isZero();
    }

    private static String output(String... argv) throws Exception {
        return new String(new ProcessBuilder(argv).start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
