package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import io.ohmykube.processes.OperationLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was run on a cluster, as {@code process} shows it, and a run that is given up. */
@Timeout(300)
class ProcessCommandsTest {
    @TempDir
    Path directory;

    private Invocation ohmykube;

    @BeforeEach
    void start() {
        ohmykube = new Invocation(directory);
    }

    @Test
    void everyRunIsListedAndShownStepByStepWithWhatFailed() throws IOException {
        stuckUp();

        JsonNode listed = ohmykube.run("process", "list", "-o", "json").last();
        assertThat(listed.path("command").asText()).isEqualTo("up");
        assertThat(listed.path("state").asText()).isEqualTo("stuck");
        assertThat(listed.path("stepsFailed").asInt()).isEqualTo(1);
        assertThat(listed.path("stepsDone").asInt()).isPositive();
        assertThat(ohmykube.run("process", "list").out()).contains("up").contains("stuck");

        String id = listed.path("run").asText();
        Invocation.Output show = ohmykube.run("process", "show", id.substring(0, 8));
        assertThat(show.exitCode()).as(show.err()).isEqualTo(ExitCode.DONE);
        assertThat(show.out())
                .contains(id)
                .contains("control-plane-init")
                .contains("Task_InitControlPlane.ohmykube-control-plane-1.log")
                .contains("More than one attempt:")
                .contains("| port 6443 is in use");

        JsonNode shown = ohmykube.run("process", "show", "-o", "json").last();
        JsonNode failed = step(shown, "Task_InitControlPlane");
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("node").asText()).isEqualTo("ohmykube-control-plane-1");
        assertThat(Path.of(failed.path("log").asText())).exists();
        assertThat(failed.path("attempts")).hasSizeGreaterThan(1).allSatisfy(attempt -> {
            assertThat(attempt.path("state").asText()).isEqualTo("failed");
            assertThat(attempt.path("message").asText()).contains("6443");
            assertThat(attempt.path("seconds").isNumber()).isTrue();
        });
        assertThat(shown.at("/failures/0/tail/0").asText()).isEqualTo("port 6443 is in use");

        JsonNode sorted = ohmykube.run("process", "show", "last", "--timings", "-o", "json")
                .last();
        assertThat(seconds(sorted))
                .isSortedAccordingTo(Comparator.reverseOrder())
                .hasSameSizeAs(seconds(shown));

        Invocation.Output none = ohmykube.run("process", "show", "nosuch");
        assertThat(none.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(none.err()).contains("nosuch").contains("process list");
        Invocation.Output unknown = ohmykube.run("process", "shw");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(unknown.err()).contains("list, show, cancel");
    }

    @Test
    @SuppressWarnings("try") // The lock is held, not used.
    void aRunThatIsGivenUpStaysInTheBooksAndIsNotResumed() throws IOException {
        Path scenario = stuckUp();
        ClusterStore store = ClusterStore.in(new Home(directory.resolve("home")));
        try (OperationLock lock = OperationLock.take(store.files("ohmykube"), "ohmykube resume")) {
            assertThat(ohmykube.run("process", "cancel").exitCode()).isEqualTo(ExitCode.BUSY);
        }

        Invocation.Output cancel = ohmykube.run("process", "cancel");
        assertThat(cancel.exitCode()).as(cancel.out() + cancel.err()).isEqualTo(ExitCode.DONE);
        assertThat(cancel.out()).contains("given up").contains(" up'").contains(" down'");
        assertThat(ohmykube.run("process", "list", "-o", "json")
                        .last()
                        .path("state")
                        .asText())
                .isEqualTo("cancelled");
        JsonNode status = ohmykube.run("status", "-o", "json").last();
        assertThat(status.at("/operation/state").asText()).isEqualTo("cancelled");
        assertThat(status.at("/next")).isEmpty();
        assertThat(ohmykube.run("resume").out()).contains("Nothing to resume");
        Invocation.Output again = ohmykube.run("process", "cancel");
        assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(again.out()).contains("Nothing to cancel");

        Files.writeString(scenario, "rules: []\n");
        Invocation.Output up = ohmykube.run("up");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
        assertThat(ohmykube.run("process", "list", "-o", "json").documents())
                .extracting(run -> run.path("state").asText())
                .containsExactly("cancelled", "completed");
    }

    private Path stuckUp() throws IOException {
        Path scenario = directory.resolve("scenario.yaml");
        Files.writeString(
                scenario,
                """
                rules:
                - command: kubeadm init
                  outcome: fail
                  stderr: "port 6443 is in use"
                """);
        ohmykube.with("OHMYKUBE_SIMULATION", scenario.toString());
        Invocation.Output up = ohmykube.run("up", "--launcher", "simulated", "--workers", "1");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.FAILED);
        return scenario;
    }

    private static List<Double> seconds(JsonNode run) {
        List<Double> seconds = new ArrayList<>();
        run.path("steps").forEach(step -> seconds.add(step.path("seconds").asDouble()));
        return seconds;
    }

    private static JsonNode step(JsonNode run, String id) {
        for (JsonNode step : run.path("steps")) {
            if (step.path("step").asText().equals(id)) {
                return step;
            }
        }
        throw new AssertionError("no step " + id + " in " + run);
    }
}
