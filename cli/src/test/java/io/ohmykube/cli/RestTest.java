package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Simulated nodes and clusters are stopped and started through the command line. */
@Timeout(300)
class RestTest {
    private static final String CONTROL_PLANE = "ohmykube-control-plane-1";
    private static final String WORKER = "ohmykube-worker-1";

    @TempDir
    Path directory;

    private Invocation ohmykube;

    @BeforeEach
    void make() {
        ohmykube = new Invocation(directory);
        done("up", "--launcher", "simulated", "--workers", "2");
    }

    @Test
    void aNodeOrAllOfAClusterIsStoppedAndStarted() {
        assertThat(done("stop", WORKER).out())
                .contains("Drain node  done")
                .contains("Stopped " + WORKER + " of cluster ohmykube.");
        assertThat(nodes()).containsExactly("Ready", "Stopped", "Ready");
        assertThat(phase()).isEqualTo("Ready");

        assertThat(done("stop").out()).doesNotContain("Drain node").contains("Stopped cluster ohmykube.");
        assertThat(phase()).isEqualTo("Stopped");
        assertThat(nodes()).containsExactly("Stopped", "Stopped", "Stopped");
        assertThat(ohmykube.run("status").out()).contains("phase       Stopped");
        refused("is stopped; start it first", "add");
        refused("is stopped; start it first", "delete", WORKER);
        refused("while its control plane is stopped", "start", WORKER);

        assertThat(done("start").out()).contains("Started cluster ohmykube.");
        assertThat(phase()).isEqualTo("Ready");
        assertThat(nodes()).containsExactly("Ready", "Ready", "Ready");

        assertThat(done("stop", "ohmykube-worker-2", "--force").out()).doesNotContain("Drain node");
        done("start", "ohmykube-worker-2");
        done("stop", "ohmykube-worker-2");
        done("restart", WORKER);
        assertThat(nodes()).containsExactly("Ready", "Ready", "Stopped");
        assertThat(done("repair").out()).contains("Repaired cluster ohmykube.");
        assertThat(nodes()).as("what was stopped on purpose stays so").containsExactly("Ready", "Ready", "Stopped");
        assertThat(done("delete", "ohmykube-worker-2").out()).contains("its machine is stopped");
        assertThat(nodes()).containsExactly("Ready", "Ready");
        done("stop");
        assertThat(done("up").out()).contains("is ready");
        assertThat(nodes()).containsExactly("Ready", "Ready");
        done("stop");
        done("down");
    }

    @Test
    void whatCannotBeIsRefusedAndAStartThatFailedGoesOn() throws Exception {
        refused("'ohmykube --name ohmykube stop' stops the whole cluster", "stop", CONTROL_PLANE);
        refused("has no node 'ohmykube-worker-9'", "stop", "ohmykube-worker-9");
        refused("has no node 'other-worker-1'", "start", "other-worker-1");
        refused("has no node", "restart", "$(id)");
        assertThat(nodes()).containsExactly("Ready", "Ready", "Ready");
        Path scenario = directory.resolve("scenario.yaml");
        Files.writeString(
                scenario,
                """
                rules:
                - command: launcher start
                  node: ohmykube-worker-1
                  executions: [1]
                  outcome: fail
                  stderr: "no memory left"
                """);
        done("stop", CONTROL_PLANE, WORKER, "ohmykube-worker-2");
        assertThat(phase()).isEqualTo("Stopped");
        ohmykube.with("OHMYKUBE_SIMULATION", scenario.toString());
        Invocation.Output failed = ohmykube.run("start");
        assertThat(failed.exitCode()).as(failed.out()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.out() + failed.err()).contains("no memory left").contains("resume");
        assertThat(done("resume").out()).doesNotContain("Stop machine");
        assertThat(nodes()).containsExactly("Ready", "Ready", "Ready");
        assertThat(phase()).isEqualTo("Ready");
    }

    private Invocation.Output done(String... command) {
        Invocation.Output output = ohmykube.run(command);
        assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.DONE);
        return output;
    }

    private void refused(String why, String... command) {
        Invocation.Output output = ohmykube.run(command);
        assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(output.err()).contains(why);
    }

    private List<String> nodes() {
        return ohmykube.run("list", "-o", "json")
                .last()
                .path("nodes")
                .valueStream()
                .map(node -> node.path("status").asText())
                .toList();
    }

    private String phase() {
        return ohmykube.run("list", "-o", "json").last().path("phase").asText();
    }
}
