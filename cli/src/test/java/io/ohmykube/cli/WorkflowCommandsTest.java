package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A user changes what operations do, by the guide alone: docs/workflows.md. */
@Timeout(300)
class WorkflowCommandsTest {
    private static final String[] UP = {"up", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--workers", "1"};

    @TempDir
    Path directory;

    private Invocation ohmykube;
    private Path scenario;
    private Path mine;

    @BeforeEach
    void start() throws IOException {
        scenario = Files.writeString(directory.resolve("scenario.yaml"), "rules: []\n");
        ohmykube = new Invocation(directory).with("OHMYKUBE_SIMULATION", scenario.toString());
        mine = directory.resolve("mine");
    }

    @Test
    void aStepThatWasPutInRunsAndIsGoneAgainAfterAReset() throws Exception {
        Path edited = withSmokeTest();
        assertThat(ohmykube.run("workflow", "validate", edited.toString()).out())
                .isEqualTo("sound\n");
        assertThat(ohmykube.run("workflow", "diff", edited.toString()).out())
                .contains("+ serviceTask Task_SmokeTest", "camunda:delegateExpression: ${smokeTest}")
                .contains("- sequenceFlow Flow_VerifyCluster_MarkReady")
                .doesNotContain("serviceTask Task_VerifyCluster");
        assertThat(done("workflow", "apply", edited.toString()).out()).startsWith("applied ");

        Invocation.Output up = done(UP);
        assertThat(up.out()).contains("Run a smoke test  done").contains("a pod started on each of 2 nodes");
        assertThat(line("cluster-up")).contains("home", "sound");

        Invocation.Output reset = done("workflow", "reset", "cluster-up");
        assertThat(Path.of(reset.out().strip().replace("kept as ", ""))).hasSameBinaryContentAs(edited);
        assertThat(done("workflow", "diff").out()).contains("no process does anything else");
        assertThat(done(UP).out()).doesNotContain("smoke test");
    }

    @Test
    void aRunThatIsUnderWayEndsWithWhatItBeganWith() throws Exception {
        Files.writeString(scenario, "rules: [{command: launcher create, outcome: fail}]\n");
        assertThat(ohmykube.run(UP).exitCode()).isEqualTo(ExitCode.FAILED);
        done("workflow", "apply", withSmokeTest().toString());
        Files.writeString(scenario, "rules: []\n");

        Invocation.Output resumed = done("resume");

        assertThat(resumed.out()).contains("Verify cluster  done").doesNotContain("smoke test");
    }

    @Test
    void anUnsoundProcessIsRefusedBeforeAnythingIsBegunAndDoesNotHoldUpWhatIsUnderWay() throws Exception {
        Files.writeString(scenario, "rules: [{command: launcher create, outcome: fail}]\n");
        assertThat(ohmykube.run(UP).exitCode()).isEqualTo(ExitCode.FAILED);
        Path edited = withSmokeTest();
        Files.writeString(edited, Files.readString(edited).replace("${smokeTest}", "${nobody}"));

        Invocation.Output refused = ohmykube.run("workflow", "apply", edited.toString());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).contains("error: cluster-up.bpmn: Task_SmokeTest: there is no step 'nobody'");
        JsonNode problems = ohmykube.run("workflow", "validate", edited.toString(), "-o", "json")
                .last();
        assertThat(problems.at("/0/element").asText()).isEqualTo("Task_SmokeTest");

        Path misplaced = Files.writeString(
                Files.createDirectories(directory.resolve("misplaced")).resolve("cluster-up.bpmn"),
                Files.readString(edited).replace("${nobody}", "${awaitNode}"));
        assertThat(ohmykube.run("workflow", "validate", misplaced.toString()).err()
                        + ohmykube.run("workflow", "validate", misplaced.toString())
                                .out())
                .contains("Task_SmokeTest: the step is done for one node");

        // As somebody may put it there without asking.
        Files.createDirectories(directory.resolve("home/processes"));
        Files.copy(edited, directory.resolve("home/processes/cluster-up.bpmn"));
        assertThat(line("cluster-up")).contains("1 problem");
        Invocation.Output up = ohmykube.run("up", "--name", "other", "--launcher", "simulated");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(up.err()).contains("no step 'nobody'").contains("workflow reset");
        assertThat(directory.resolve("home/clusters/other/cluster.yaml")).doesNotExist();

        Files.writeString(scenario, "rules: []\n");
        assertThat(done("resume").out()).contains("is ready");
    }

    @Test
    void badInputIsRefusedWithWhatWouldBeRight() throws IOException {
        assertThat(ohmykube.run("workflow", "export", "nothing").err()).contains("there is no process 'nothing'");
        assertThat(ohmykube.run("workflow", "apply").err()).contains("name the files");
        assertThat(ohmykube.run("workflow", "reset").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ohmykube.run("workflow", "reset", "cluster-up").err())
                .contains("there is no process 'cluster-up' of yours");
        assertThat(ohmykube.run(
                                "workflow",
                                "apply",
                                directory.resolve("gone.bpmn").toString())
                        .exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
        Files.createDirectories(mine);
        Files.writeString(mine.resolve("cluster-up.bpmn"), "mine");
        Invocation.Output over = ohmykube.run("workflow", "export", "cluster-up", "--to", mine.toString());
        assertThat(over.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(mine.resolve("cluster-up.bpmn")).hasContent("mine");
    }

    /** What the guide tells to do. */
    private Path withSmokeTest() throws IOException, InterruptedException {
        done("workflow", "export", "cluster-up", "--to", mine.toString());
        Process patch = new ProcessBuilder(
                        "git",
                        "apply",
                        Path.of("../docs/workflows/smoke-test.patch")
                                .toRealPath()
                                .toString())
                .directory(mine.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(patch.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(patch.waitFor()).as(printed).isZero();
        return mine.resolve("cluster-up.bpmn");
    }

    private String line(String process) {
        return done("workflow", "list")
                .out()
                .lines()
                .filter(line -> line.startsWith(process + " "))
                .findFirst()
                .orElseThrow();
    }

    private Invocation.Output done(String... arguments) {
        Invocation.Output output = ohmykube.run(arguments);
        assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.DONE);
        return output;
    }
}
