package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What signals do to the real program, at whatever moment they come. */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class SignalsTest {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    @TempDir
    Path directory;

    @Test
    void aCommandThatHangsOnANodeIsLeftAndResumeGoesOn() throws Exception {
        Path scenario = scenario("rules: [{command: kubeadm join, outcome: hang}]\n");
        try (RealProgram up = upOn(scenario, Map.of())) {
            up.awaitText(up.cluster().resolve("machines/commands.jsonl"), "\"kubeadm join\"");
            up.signal("INT");
            RealProgram.End end = up.end();

            assertThat(end.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(end.after()).isLessThan(LONGEST);
            assertThat(end.lastError()).contains("ohmykube resume'").contains("ohmykube down'");
        }
        Invocation ohmykube = new Invocation(directory);
        assertThat(ohmykube.run("process", "list", "-o", "json")
                        .last()
                        .path("state")
                        .asText())
                .isEqualTo("interrupted");
        Invocation.Output resume = ohmykube.run("resume");
        assertThat(resume.exitCode()).as(resume.out() + resume.err()).isEqualTo(ExitCode.DONE);
        assertThat(resume.out()).doesNotContain("Create machine");
    }

    @Test
    void aSecondSignalEndsAtOnceAndRestoresTheTerminal() throws Exception {
        Path scenario = scenario(
                """
                rules:
                - {command: kubeadm init, outcome: hang}
                - {command: "ohmykube-end", latency: 60s}
                - {command: "end-command", latency: 60s}
                """);
        Map<String, String> terminal = Map.of("OHMYKUBE_TERMINAL", "1", "TERM", "xterm");
        try (RealProgram up = upOn(scenario, terminal)) {
            up.awaitText(up.cluster().resolve("machines/commands.jsonl"), "\"kubeadm init\"");
            up.signal("INT");
            up.awaitSaid("once more to end at once");
            up.signal("INT");
            RealProgram.End end = up.end();

            assertThat(end.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(end.after()).isLessThan(Duration.ofSeconds(3));
            assertThat(end.lastError()).contains("ohmykube resume'").contains("ohmykube down'");
            assertThat(up.out().lastIndexOf(SHOW_CURSOR)).isGreaterThan(up.out().lastIndexOf(HIDE_CURSOR));
        }
        Invocation.Output resume = new Invocation(directory).run("resume");
        assertThat(resume.exitCode()).as(resume.out() + resume.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aTerminalThatIsClosedBeforeTheFirstStepLeavesAClusterThatResumeMakes() throws Exception {
        try (RealProgram up = upOn(scenario("latency: 2s\n"), Map.of())) {
            up.awaitText(up.cluster().resolve("cluster.yaml"), "Creating");
            up.signal("HUP");
            RealProgram.End end = up.end();

            assertThat(end.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(end.after()).isLessThan(LONGEST);
            assertThat(end.lastError()).contains("ohmykube resume'").contains("ohmykube down'");
        }
        Invocation.Output resume = new Invocation(directory).run("resume");
        assertThat(resume.exitCode()).as(resume.out() + resume.err()).isEqualTo(ExitCode.DONE);
        assertThat(resume.out()).contains("is ready");
    }

    @Test
    void beforeAnythingIsBegunNothingIsChangedAndThatIsSaid() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RealProgram up = RealProgram.start(
                        directory,
                        Map.of(),
                        "up",
                        "--launcher",
                        "simulated",
                        "--mirror",
                        "http://127.0.0.1:" + silent.getLocalPort())) {
            silent.accept();
            up.signal("TERM");
            RealProgram.End end = up.end();

            assertThat(end.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(end.after()).isLessThan(LONGEST);
            assertThat(end.lastError()).contains("before it had begun anything").contains("no cluster was changed");
            assertThat(up.cluster()).doesNotExist();
        }
    }

    private RealProgram upOn(Path scenario, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("OHMYKUBE_SIMULATION", scenario.toString());
        return RealProgram.start(directory, environment, "up", "--launcher", "simulated", "--workers", "1");
    }

    private Path scenario(String yaml) throws IOException {
        Path file = directory.resolve("scenario.yaml");
        Files.writeString(file, yaml);
        return file;
    }
}
