package io.ohmykube.launcher.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.config.Home;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.TestHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system's SSH client, as it is told to reach machines, against a real server. */
class SystemSshTest {
    /** One key for all tests: making one takes a second. */
    @TempDir
    static Path shared;

    private static TestHome home = new TestHome(new Home(Path.of("/")));
    private static String key = "";

    @TempDir
    Path directory;

    private SystemSsh ssh;
    private RealSshd sshd;
    private Machine machine;

    private record Said(int exitCode, String out, String err) {}

    @BeforeAll
    static void makeKey() {
        home = new TestHome(new Home(shared.resolve("a home, 100%")));
        key = new ClusterKeys(home).ensure("dev");
    }

    @BeforeEach
    void start() throws Exception {
        RealSshd.assumePossible();
        ssh = new SystemSsh(home);
        sshd = RealSshd.start(directory.resolve("sshd"), key);
        machine = sshd.machine("dev", "dev-worker-1", sshd.hostKey());
        try (SshRemotes remotes = new SshRemotes(home)) {
            remotes.trust(machine);
        }
    }

    @AfterEach
    void stop() {
        if (sshd != null) {
            sshd.close();
        }
    }

    @Test
    void passesOnWhatIsPrintedWhereItIsPrintedAndTheExitCode() throws Exception {
        Said said = run("", "sh", "-c", "echo out; echo err >&2; exit 7");

        assertThat(said.exitCode()).isEqualTo(7);
        assertThat(said.out()).isEqualTo("out\n");
        assertThat(said.err()).isEqualTo("err\n");
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        Said said = run("", "printf", "%s\\n", "a  b", "$(id)", "it's", "*", "", "ü;\\", "-x");

        assertThat(said.out().lines()).containsExactly("a  b", "$(id)", "it's", "*", "", "ü;\\", "-x");
    }

    @Test
    void standardInputReachesTheProgram() throws Exception {
        assertThat(run("one\ntwo\n", "wc", "-l").out().strip()).isEqualTo("2");
    }

    @Test
    void aCommandOnATerminalHasOne() throws Exception {
        List<String> line = ssh.line(machine, true, List.of("sh", "-c", "test -t 0 && stty size"));
        // script gives it a terminal, and what is typed into that.
        Said said = run(List.of("script", "-qec", "stty rows 31 cols 97; " + shellWords(line), "/dev/null"), "");

        assertThat(said.out()).contains("31 97");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    void aMachineThatShowsAnotherKeyIsRefused() throws Exception {
        sshd.close();
        try (RealSshd other = RealSshd.start(directory.resolve("other"), sshd.port(), "")) {
            Said said = run("", "true");
            assertThat(said.exitCode()).isEqualTo(255);
            assertThat(said.err()).contains("Host key verification failed");
            assertThat(other.log()).doesNotContain("Accepted");
        }
    }

    private Said run(String stdin, String... argv) throws Exception {
        return run(ssh.line(machine, false, List.of(argv)), stdin);
    }

    private static Said run(List<String> line, String stdin) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).start();
        process.getOutputStream().write(stdin.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, err);
    }

    private static String shellWords(List<String> line) {
        return Command.of(line.toArray(String[]::new)).quoted();
    }
}
