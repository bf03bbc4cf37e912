package io.ohmykube.processes.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.processes.TestProcesses;
import io.ohmykube.processes.validation.ProcessProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowsTest {
    @TempDir
    Path directory;

    private Path home;
    private Path workspace;
    private Workflows workflows;

    @BeforeEach
    void start() throws IOException {
        home = directory.resolve("home");
        workspace = Files.createDirectories(directory.resolve("workspace"));
        workflows = new Workflows(home, workspace);
    }

    @Test
    void withoutFilesOfTheUserRunsBeginWithOursAndNothingIsWritten() {
        assertThat(workflows.current().isBuiltIn()).isTrue();
        assertThat(workflows.current().content())
                .containsOnlyKeys(TestProcesses.files().keySet());
        assertThat(home).doesNotExist();
    }

    @Test
    void aFileInTheHomeDirectoryReplacesOursAndOneInTheWorkspaceReplacesBoth() throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("node-join.bpmn"), ours("node-join").replace("P30D", "P1D"));
        Files.writeString(home.resolve("node-remove.bpmn"), ours("node-remove").replace("P30D", "P2D"));
        Files.writeString(
                workspace.resolve("node-remove.bpmn"), ours("node-remove").replace("P30D", "P3D"));
        Files.writeString(workspace.resolve("notes.txt"), "not a process");

        Workflow current = workflows.current();

        assertThat(text(current, "node-join")).contains("P1D");
        assertThat(text(current, "node-remove")).contains("P3D");
        assertThat(current.find("node-remove").orElseThrow().origin()).isEqualTo(WorkflowFile.Origin.WORKSPACE);
        assertThat(current.content()).containsOnlyKeys(TestProcesses.files().keySet());
        assertThat(current.problems(TestProcesses.steps())).isEmpty();
    }

    @Test
    void aProcessThatIsNotOneOfOursStandsBesideThemAndCanBeCalled() throws IOException {
        Files.writeString(workspace.resolve("my-join.bpmn"), ours("node-join").replace("node-join", "my-join"));
        Files.writeString(
                workspace.resolve("node-add.bpmn"),
                ours("node-add").replace("calledElement=\"node-join\"", "calledElement=\"my-join\""));

        assertThat(workflows.current().problems(TestProcesses.steps())).isEmpty();
        assertThat(workflows.current().content())
                .containsKey("my-join.bpmn")
                .hasSize(TestProcesses.files().size() + 1);

        Files.delete(workspace.resolve("my-join.bpmn"));
        assertThat(workflows.current().problems(TestProcesses.steps()))
                .extracting(ProcessProblem::message)
                .containsExactly("there is no process 'my-join'");
    }

    @Test
    void aFileMustBeCalledLikeItsProcess() throws IOException {
        Files.writeString(workspace.resolve("node-join.bpmn"), ours("node-remove"));

        assertThatThrownBy(() -> workflows.current().requireSound(TestProcesses.steps()))
                .isInstanceOf(InvalidWorkflowException.class)
                .hasMessageContaining("node-join.bpmn: node-remove: its file must be called node-remove.bpmn");
    }

    @Test
    void whatWasAppliedRunsUntilItIsResetAndIsKeptThen() throws IOException {
        WorkflowFile changed = written("node-join.bpmn", ours("node-join").replace("P30D", "P1D"));

        workflows.apply(changed, false);
        assertThat(text(workflows.current(), "node-join")).contains("P1D");
        assertThat(workflows.mine()).containsExactly("node-join");

        Path kept = workflows.reset("node-join").orElseThrow();
        assertThat(workflows.current().isBuiltIn()).isTrue();
        assertThat(kept).content().contains("P1D");
        workflows.apply(changed, false);
        assertThat(workflows.reset("node-join").orElseThrow()).isNotEqualTo(kept);
        assertThat(workflows.reset("node-join")).isEmpty();
    }

    @Test
    void onlyTheVeryFileThatWasAllowedToMayRunCode() throws IOException {
        String free = ours("node-join").replace("${retryCycle}", "${''.getClass().forName('x')}");
        WorkflowFile file = written("node-join.bpmn", free);
        assertThat(workflows.with(List.of(file), false).problems(TestProcesses.steps()))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).contains("is not allowed"));

        workflows.apply(file, true);
        assertThat(workflows.current().problems(TestProcesses.steps())).isEmpty();

        Files.writeString(home.resolve("node-join.bpmn"), free.replace("forName('x')", "forName('y')"));
        assertThat(workflows.current().problems(TestProcesses.steps())).isNotEmpty();
    }

    @Test
    void aScriptIsRefusedEvenWhereCodeIsAllowed() throws IOException {
        WorkflowFile file = written(
                "node-join.bpmn",
                ours("node-join")
                        .replaceFirst("<bpmn:serviceTask", "<bpmn:scriptTask scriptFormat=\"javascript\"")
                        .replaceFirst("</bpmn:serviceTask>", "</bpmn:scriptTask>"));

        assertThat(workflows.with(List.of(file), true).problems(TestProcesses.steps()))
                .anySatisfy(problem -> assertThat(problem.message()).contains("without a script language"));
    }

    @Test
    void aFileWhoseOriginalHasChangedSinceIsOutdated() throws IOException {
        WorkflowFile file = written("node-join.bpmn", ours("node-join").replace("P30D", "P1D"));
        workflows.apply(file, false);
        assertThat(workflows.isOutdated(file)).isFalse();

        Path record = home.resolve("applied.json");
        String now = new WorkflowFile(
                        "node-join", ours("node-join").getBytes(UTF_8), WorkflowFile.Origin.BUILT_IN, null)
                .sha256();
        assertThat(record).content().contains(now);
        Files.writeString(record, Files.readString(record).replace(now, "0".repeat(64)));

        assertThat(workflows.isOutdated(file)).isTrue();
    }

    @Test
    void whatIsNoBpmnFileIsRefusedByItsName() throws IOException {
        Path text = Files.writeString(directory.resolve("notes.txt"), "x");

        assertThatThrownBy(() -> workflows.read(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notes.txt");
    }

    private WorkflowFile written(String name, String content) throws IOException {
        return workflows
                .read(List.of(Files.writeString(directory.resolve(name), content)))
                .get(0);
    }

    private static String ours(String process) {
        return text(Workflow.builtIn(), process);
    }

    private static String text(Workflow workflow, String process) {
        return new String(workflow.find(process).orElseThrow().content(), UTF_8);
    }
}
