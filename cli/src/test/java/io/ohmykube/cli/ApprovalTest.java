package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A user has a person asked before {@code down}, by the guide alone: docs/workflows.md. */
@Timeout(300)
class ApprovalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @TempDir
    Path directory;

    private Invocation ohmykube;

    @BeforeEach
    void upWithApprovalBeforeDown() throws Exception {
        ohmykube = new Invocation(directory);
        done("workflow", "export", "cluster-down", "--to", directory.toString());
        Process patch = new ProcessBuilder(
                        "git",
                        "apply",
                        Path.of("../docs/workflows/approval.patch").toRealPath().toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(patch.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(patch.waitFor()).as(printed).isZero();
        assertThat(done("workflow", "diff", edited().toString()).out())
                .contains("+ userTask Task_ApproveRemoval", "+ exclusiveGateway Gateway_Approved");
        done("workflow", "apply", edited().toString());
        done("up", "--name", "dev", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--workers", "1");
    }

    @Test
    void downWaitsForAnAnswerWhichMayBeNoAndThenYes() throws IOException {
        Invocation.Output down = ohmykube.run("down", "--name", "dev", "--yes");
        assertThat(down.exitCode()).as(down.out() + down.err()).isEqualTo(ExitCode.FAILED);
        assertThat(down.err())
                .contains("Approve the removal waits for a person's answer")
                .contains("Shall cluster dev be removed, with all that is on it?")
                .contains("ohmykube process approve dev --reject")
                .contains("down of cluster dev waits for an answer");
        Invocation.Output resume = ohmykube.run("resume", "--name", "dev", "-o", "json");
        assertThat(resume.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(resume.last().path("result").asText()).isEqualTo("WAITING");
        assertThat(resume.last().at("/questions/0/question").asText()).startsWith("Shall cluster dev be removed");
        assertThat(resume.last().at("/next/0").asText()).isEqualTo("ohmykube process approve dev");

        JsonNode status = done("status", "--name", "dev", "-o", "json").last();
        assertThat(status.at("/operation/state").asText()).isEqualTo("waiting");
        assertThat(status.at("/operation/questions/0/step").asText()).isEqualTo("Task_ApproveRemoval");
        assertThat(done("status").out()).contains("waits for the answer", "Shall cluster dev be removed");
        assertThat(done("list").out()).contains("waits for an answer");
        assertThat(done("process", "list", "--name", "dev").out()).contains("waiting");
        assertThat(done("process", "show", "--name", "dev").out())
                .contains("waits for an answer", "process approve dev");
        JsonNode task = done("process", "tasks", "-o", "json").last();
        assertThat(task.path("cluster").asText()).isEqualTo("dev");
        assertThat(task.path("command").asText()).isEqualTo("down");
        String run = task.path("run").asText().substring(0, 8);
        assertThat(done("process", "tasks").out()).contains("dev", run, "Approve the removal", "--reject");

        Invocation.Output no =
                ohmykube.run("process", "approve", run, "--reject", "--comment", "not before Monday", "-o", "json");
        assertThat(no.exitCode()).as(no.out() + no.err()).isEqualTo(ExitCode.FAILED);
        assertThat(no.last().path("result").asText()).isEqualTo("REJECTED");
        assertThat(no.last().path("message").asText()).contains("ended at 'Removal rejected'");
        assertThat(no.out()).doesNotContain("Task_RemoveMachine");
        JsonNode after = done("status", "--name", "dev", "-o", "json").last();
        assertThat(after.path("phase").asText()).isEqualTo("Ready");
        assertThat(after.at("/operation/state").asText()).isEqualTo("rejected");
        assertThat(after.at("/nodes/0/status").asText()).isEqualTo("Ready");
        assertThat(done("process", "tasks").out()).isEqualTo("nothing is asked\n");
        assertThat(Files.readString(directory.resolve("home/clusters/dev/events.jsonl")))
                .contains("rejected by " + System.getProperty("user.name") + ": not before Monday");
        Invocation.Output late = ohmykube.run("process", "approve", "dev");
        assertThat(late.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(late.err()).contains("nothing is asked on cluster 'dev'; the last answer was: rejected by");

        assertThat(ohmykube.run("down", "--name", "dev").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(done("process", "approve", "dev").out()).contains("Cluster dev is removed.");
        assertThat(directory.resolve("home/clusters/dev")).doesNotExist();
        assertThat(ohmykube.run("process", "approve", "dev").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void noNodeIsLostByAProcessThatForgetsThemAndAPersonAtTheTerminalIsAskedThere() throws IOException {
        String sound = Files.readString(edited());
        Files.writeString(
                edited(),
                Files.readString(edited()).replace("<bpmn:terminateEventDefinition id=\"Terminate_Rejected\" />", ""));
        done("workflow", "apply", edited().toString());
        ohmykube.run("down", "--name", "dev");

        Invocation.Output no = ohmykube.run("process", "approve", "dev", "--reject");

        assertThat(no.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(no.err())
                .contains("cluster 'dev' is not removed", "dev-control-plane-1", "dev-worker-1", " were not removed");
        assertThat(done("list", "--name", "dev", "-o", "json")
                        .last()
                        .path("phase")
                        .asText())
                .isEqualTo("Ready");

        Files.writeString(edited(), sound);
        done("workflow", "apply", edited().toString());
        ohmykube.atTerminal("\n");
        Invocation.Output left = ohmykube.run("down", "--name", "dev");
        assertThat(left.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(left.err()).contains("Approve?").contains("waits for an answer");

        ohmykube.atTerminal("what?\nyes\n");
        Invocation.Output down = ohmykube.run("down", "--name", "dev");

        assertThat(down.exitCode()).as(down.out() + down.err()).isEqualTo(ExitCode.DONE);
        assertThat(down.err()).containsSubsequence("Shall cluster dev be removed", "Approve?", "Approve?");
        assertThat(directory.resolve("home/clusters/dev")).doesNotExist();
    }

    @Test
    void theServerIsAnsweredByWhoeverIsLoggedIn() throws Exception {
        ServedProgram server = new ServedProgram(directory);
        try {
            server.logIn(server.password());
            assertThat(server.send("DELETE", "/api/v1/clusters/dev", null).status())
                    .isEqualTo(202);
            await().atMost(PATIENCE).until(() -> newest(server).path("state").asText(), "waiting"::equals);
            String process = "/api/v1/clusters/dev/processes/"
                    + newest(server).path("id").asText();
            JsonNode question = server.get(process).json().path("questions").path(0);
            assertThat(question.path("step").asText()).isEqualTo("Task_ApproveRemoval");
            assertThat(question.path("question").asText()).startsWith("Shall cluster dev be removed");
            assertThat(server.send("POST", process + "/answers", "{\"step\":\"Task_ApproveRemoval\"}")
                            .error())
                    .isEqualTo("invalid");
            assertThat(server.send("POST", process + "/answers", "{\"step\":\"Task_None\",\"approved\":true}")
                            .error())
                    .isEqualTo("conflict");

            assertThat(server.send("POST", process + "/answers", "{\"approved\":true,\"comment\":\"it is time\"}")
                            .status())
                    .isEqualTo(202);

            await().atMost(PATIENCE)
                    .until(() -> server.get("/api/v1/clusters/dev").status() == 404);
        } finally {
            assertThat(server.stop()).isEqualTo(ExitCode.DONE);
        }
    }

    private static JsonNode newest(ServedProgram server) throws Exception {
        return server.get("/api/v1/clusters/dev").json().path("process");
    }

    private Path edited() {
        return directory.resolve("cluster-down.bpmn");
    }

    private Invocation.Output done(String... arguments) {
        Invocation.Output output = ohmykube.run(arguments);
        assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.DONE);
        return output;
    }
}
