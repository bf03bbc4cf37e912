package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person can do about a run that failures have stopped. */
@Timeout(300)
class StuckRunTest {
    @TempDir
    Path directory;

    private Invocation ohmykube;
    private Path scenario;

    @BeforeEach
    void start() {
        scenario = directory.resolve("scenario.yaml");
        ohmykube = new Invocation(directory).with("OHMYKUBE_SIMULATION", scenario.toString());
    }

    @Test
    void aWorkerThatCannotBeMadeIsLeftOutByDelete() throws IOException {
        up(
                """
                rules:
                - command: launcher create
                  node: "*-worker-2"
                  outcome: fail
                  stderr: "the host is out of memory"
                """);

        JsonNode status = ohmykube.run("status", "-o", "json").last();
        JsonNode failed = status.at("/operation/failed/0");
        assertThat(failed.path("node").asText()).isEqualTo("ohmykube-worker-2");
        assertThat(failed.path("step").asText()).isEqualTo("Task_CreateMachine");
        assertThat(failed.path("cause").asText()).contains("out of memory");
        assertThat(next(status))
                .anyMatch(line -> line.endsWith(" resume"))
                .anyMatch(line -> line.endsWith(" delete ohmykube-worker-2"))
                .anyMatch(line -> line.endsWith(" down"));

        Invocation.Output delete = ohmykube.run("delete", "ohmykube-worker-2");

        assertThat(delete.exitCode()).as(delete.out() + delete.err()).isEqualTo(ExitCode.DONE);
        assertThat(delete.out()).contains("without ohmykube-worker-2").contains("Deleted ohmykube-worker-2");
        assertThat(nodes()).containsExactly("ohmykube-control-plane-1 Ready", "ohmykube-worker-1 Ready");
        assertThat(ohmykube.run("status", "-o", "json").last().path("phase").asText())
                .isEqualTo("Ready");
        Path cluster = directory.resolve("home/clusters/ohmykube");
        assertThat(cluster.resolve("cluster.yaml")).content().doesNotContain("worker-2");
        assertThat(cluster.resolve("machines/ohmykube-worker-2")).doesNotExist();
    }

    @Test
    void aWorkerThatIsReadyIsNotDeletedWhileAnotherHoldsTheRunUp() throws IOException {
        Files.writeString(scenario, "rules: []\n");
        assertThat(ohmykube.run("up", "--launcher", "simulated", "--workers", "1")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        Files.writeString(scenario, "rules: [{command: launcher create, outcome: fail}]\n");
        assertThat(ohmykube.run("add").exitCode()).isEqualTo(ExitCode.FAILED);

        Invocation.Output delete = ohmykube.run("delete", "ohmykube-worker-1");

        assertThat(delete.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(delete.err()).contains("unfinished add").contains("resume");
    }

    @Test
    void resumeSaysWhatStoppedItAndGoesBackToTheStepNamed() throws IOException {
        up(
                """
                rules:
                - command: install-package
                  node: "*-worker-1"
                  outcome: fail
                  stderr: "the archive is damaged"
                """);
        assertThat(next(ohmykube.run("status", "-o", "json").last()))
                .anyMatch(line -> line.endsWith(" resume --from create-machine --node ohmykube-worker-1"));
        Files.writeString(scenario, "rules: []\n");

        Invocation.Output unknown = ohmykube.run("resume", "--from", "fly");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(unknown.err()).contains("'fly'").contains("prepare-system");
        assertThat(ohmykube.run("resume", "--node", "ohmykube-worker-1").exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);

        Invocation.Output resume = ohmykube.run("resume", "--from", "prepare-system", "--node", "ohmykube-worker-1");
        assertThat(resume.exitCode()).as(resume.out() + resume.err()).isEqualTo(ExitCode.DONE);
        assertThat(resume.out())
                .contains("It was stopped by this:")
                .contains("the archive is damaged")
                .contains("ohmykube-worker-1  Prepare operating system  done")
                .doesNotContain("ohmykube-worker-2  Prepare operating system")
                .doesNotContain("Create machine");
        assertThat(nodes()).hasSize(3).allMatch(node -> node.endsWith(" Ready"));

        Invocation.Output nothing = ohmykube.run("resume", "--from", "prepare-system");
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(nothing.err()).contains("no unfinished run");
    }

    private void up(String rules) throws IOException {
        Files.writeString(scenario, rules);
        Invocation.Output up = ohmykube.run("up", "--launcher", "simulated", "--workers", "2");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.FAILED);
        assertThat(up.err()).contains("log: ").contains(" resume ").contains(" down ");
    }

    private static List<String> next(JsonNode status) {
        List<String> next = new ArrayList<>();
        status.path("next").forEach(line -> next.add(line.asText()));
        return next;
    }

    private List<String> nodes() {
        List<String> nodes = new ArrayList<>();
        for (JsonNode node : ohmykube.run("list", "-o", "json").last().path("nodes")) {
            nodes.add(node.path("name").asText() + " " + node.path("status").asText());
        }
        return nodes;
    }
}
