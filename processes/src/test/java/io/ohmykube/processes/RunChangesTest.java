package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.Variables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person may change in a run that is stuck, and that the run comes to its end all the same. */
@Timeout(120)
class RunChangesTest {
    private static final EngineOptions ONCE = EngineOptions.DEFAULT.withRetryCycle("PT0S");

    @TempDir
    Path directory;

    private final FakeSteps steps = new FakeSteps();
    private ClusterFiles files;

    @BeforeEach
    void name() {
        files = new ClusterFiles(directory.resolve("dev"));
        assertThat(directory.resolve("dev").toFile().mkdir()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task_InstallPackages", "install-packages", "INSTALL PACKAGES", "task_installpackages"})
    void aPartBeginsAStepAnewThatItHasDoneAndWhatFollowsIt(String name) throws Exception {
        failOnce("importImages", "w1");

        stuckThen(engine -> engine.resumeFrom(run(engine), name, "w1"));

        assertThat(calls("w1").subList(6, 10))
                .containsExactly("installPackages:w1", "configureRuntime:w1", "importImages:w1", "joinNode:w1");
        assertThat(steps.calls("installPackages"))
                .containsExactlyInAnyOrder(
                        "installPackages:cp", "installPackages:w1", "installPackages:w1", "installPackages:w2");
        assertNothingIsLeft();
    }

    @Test
    void theStepThatFailedCanBeNamedWithoutItsNodeWhereNoOtherIsUnderWay() throws Exception {
        failOnce("joinNode", "w2");

        stuckThen(engine -> engine.resumeFrom(run(engine), "join-node", null));

        assertThat(steps.calls("joinNode")).containsExactlyInAnyOrder("joinNode:w1", "joinNode:w2", "joinNode:w2");
        assertNothingIsLeft();
    }

    @Test
    void anAddOnIsNamedLikeANode() throws Exception {
        failOnce("awaitAddOn", "flannel");

        stuckThen(engine -> engine.resumeFrom(run(engine), "apply-add-on", "flannel"));

        assertThat(steps.calls("applyAddOn")).containsExactly("applyAddOn:flannel", "applyAddOn:flannel");
        assertNothingIsLeft();
    }

    @Test
    void aRepairCanBeMadeAgainAndTheRepairsMadeAreForgotten() throws Exception {
        List<Object> repairs = new CopyOnWriteArrayList<>();
        steps.when("reachMachine", execution -> {
            if ("w1".equals(FakeSteps.subject(execution))) {
                repairs.add(Variables.number(execution, Variables.REPAIRS, 0));
                if (repairs.size() == 1) {
                    execution.getProcessInstance().setVariableLocal(Variables.REPAIRS, 1);
                    throw new BpmnError(ErrorCodes.MACHINE_UNREACHABLE);
                }
                if (repairs.size() == 2) {
                    throw new PermanentStepException("no", null);
                }
            }
        });

        stuckThen(engine -> engine.resumeFrom(run(engine), "remove-machine", null));

        assertThat(repairs).containsExactly(0, 1, 0);
        assertThat(steps.calls("removeMachine")).containsExactly("removeMachine:w1", "removeMachine:w1");
        assertThat(steps.calls("createMachine")).hasSize(5);
        assertNothingIsLeft();
    }

    @Test
    void otherPartsThatFailedAreTriedAgainToo() throws Exception {
        failOnce("importImages", "w1");
        failOnce("prepareSystem", "cp");

        stuckThen(engine -> engine.resumeFrom(run(engine), "create-machine", "w1"));

        assertThat(steps.calls("createMachine")).hasSize(4);
        assertThat(steps.calls("prepareSystem")).hasSize(5);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "install-packages, -, step 'install-packages' is under way for w1 and for w2: say for which with --node",
                "eat-lunch, -, there is no step 'eat-lunch' in what is unfinished",
                "install-packages, w7, no part of the unfinished run is for 'w7'",
                "join-node, w1, there is no step 'join-node' in what is unfinished of w1",
                "import-images, w2, step 'import-images' was not begun yet",
                "fetch-images, -, step 'fetch-images' lies where several steps are under way at once"
            })
    void whatCannotBeGoneBackToIsRefusedWithWhatCan(String step, String node, String message) throws Exception {
        failOnce("importImages", "w1");
        failOnce("configureRuntime", "w2");

        stuckThen(engine -> {
            assertThatThrownBy(() -> engine.resumeFrom(run(engine), step, node))
                    .isInstanceOf(RunChangeException.class)
                    .hasMessageStartingWith(message)
                    .satisfies(refused -> assertThat(refused.getMessage())
                            .hasLineCount(1)
                            .containsAnyOf(
                                    "--node",
                                    "steps that can be named: w1: create-machine, reach-machine, prepare-system,"
                                            + " install-packages, configure-runtime, import-images; w2: create-machine,"
                                            + " reach-machine, prepare-system, install-packages, configure-runtime"));
            engine.resume(run(engine));
        });

        assertThat(steps.calls("installPackages")).hasSize(3);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"importImages, 1", "createMachine, 1", "joinNode, 2", "applyNodeMetadata, 2"})
    void aNodeThatIsLeftOutHoldsTheOthersUpNoMore(String step, int joinsOfCluster) throws Exception {
        steps.when(step, execution -> {
            if ("w1".equals(FakeSteps.subject(execution))) {
                throw new PermanentStepException("no", null);
            }
        });

        stuckThen(engine -> {
            assertThat(engine.leaveOut(run(engine), "w1")).isTrue();
            engine.resume(run(engine));
        });

        assertThat(steps.calls(step).stream().filter(call -> call.endsWith(":w1")))
                .hasSize(1);
        assertThat(steps.calls("joinNode")).contains("joinNode:w2").hasSize(joinsOfCluster);
        assertThat(steps.calls("markReady")).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    void aNodeCanBeLeftOutBeforeAnythingWasBegunForIt() throws Exception {
        failOnce("createKeys", null);

        stuckThen(engine -> {
            assertThat(engine.leaveOut(run(engine), "w1")).isTrue();
            engine.resume(run(engine));
        });

        assertThat(calls("w1")).isEmpty();
        assertThat(steps.calls("joinNode")).containsExactly("joinNode:w2");
        assertNothingIsLeft();
    }

    @Test
    void aNodeCanBeLeftOutBetweenItsPreparationAndItsJoin() throws Exception {
        failOnce("initControlPlane", "cp");

        stuckThen(engine -> {
            assertThat(engine.leaveOut(run(engine), "w1")).isTrue();
            engine.resume(run(engine));
        });

        assertThat(steps.calls("joinNode")).containsExactly("joinNode:w2");
        assertNothingIsLeft();
    }

    @Test
    void allWorkersCanBeLeftOut() throws Exception {
        steps.when("joinNode", failing(9));

        stuckThen(engine -> {
            assertThat(engine.leaveOut(run(engine), "w1")).isTrue();
            assertThat(engine.leaveOut(run(engine), "w2")).isTrue();
            engine.resume(run(engine));
        });

        assertThat(steps.calls("joinNode")).hasSize(2);
        assertNothingIsLeft();
    }

    @Test
    void onlyWorkersOfTheRunCanBeLeftOut() throws Exception {
        failOnce("joinNode", "w1");

        stuckThen(engine -> {
            assertThat(engine.leaveOut(run(engine), "w7")).isFalse();
            assertThatThrownBy(() -> engine.leaveOut(run(engine), "cp"))
                    .isInstanceOf(RunChangeException.class)
                    .hasMessageContaining("cp is the control plane");
            engine.resume(run(engine));
        });

        assertThat(steps.calls("joinNode")).hasSize(3);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "reachMachine, removeMachine, Err_MachineUnreachable, 1",
        "joinNode, resetNode, Err_KubeadmIncomplete, 1",
        "reachMachine, removeMachine, Err_MachineUnreachable, 2",
    })
    void everyResumeAllowsThePartsThatFailedAllTheirRepairsAgain(String step, String repair, String code, int resumes)
            throws Exception {
        int limit = 2;
        int[] calls = {0};
        steps.when(step, execution -> {
            if (!"w1".equals(FakeSteps.subject(execution)) || ++calls[0] > resumes * (limit + 1)) {
                return;
            }
            int repairs = Variables.number(execution.getProcessInstance(), Variables.REPAIRS, 0);
            if (repairs == limit) {
                throw new PermanentStepException("repaired often enough", null);
            }
            execution.getProcessInstance().setVariableLocal(Variables.REPAIRS, repairs + 1);
            throw new BpmnError(code);
        });

        stuckThen(engine -> {
            for (int i = 1; i < resumes; i++) {
                engine.resume(run(engine));
                assertThat(engine.await(run(engine)).state()).isEqualTo(Outcome.State.STUCK);
            }
            engine.resume(run(engine));
        });

        assertThat(steps.calls(repair)).hasSize(resumes * limit);
        assertNothingIsLeft();
    }

    @Test
    void repairsAreAllowedAgainAlsoWhereTheRepairItselfFailed() throws Exception {
        List<Integer> repairs = new ArrayList<>();
        failOnce("removeMachine", "w1");
        steps.when("reachMachine", execution -> {
            if ("w1".equals(FakeSteps.subject(execution))) {
                repairs.add(Variables.number(execution.getProcessInstance(), Variables.REPAIRS, 0));
                if (repairs.size() == 1) {
                    execution.getProcessInstance().setVariableLocal(Variables.REPAIRS, 1);
                    throw new BpmnError(ErrorCodes.MACHINE_UNREACHABLE);
                }
            }
        });

        stuckThen(engine -> engine.resume(run(engine)));

        assertThat(repairs).containsExactly(0, 0);
        assertNothingIsLeft();
    }

    /** What a test does with a run that is stuck, up to having it go on. */
    private interface Change {
        void make(ClusterEngine engine) throws Exception;
    }

    /** A cluster of two workers and one add-on gets stuck, in another engine it is changed, and comes to its end. */
    private void stuckThen(Change change) throws Exception {
        try (Journal journal = Journal.open(files);
                ClusterEngine engine = ClusterEngine.open(files, steps.beans(), journal, ONCE)) {
            String run = engine.start(
                    Workflow.builtIn(),
                    "cluster-up",
                    "dev",
                    Map.of("controlPlane", "cp", "nodes", "[\"w1\",\"w2\"]", "addOns", "[\"flannel\"]", "parallel", 3));
            assertThat(engine.await(run).state()).isEqualTo(Outcome.State.STUCK);
        }
        try (Journal journal = Journal.open(files);
                ClusterEngine engine = ClusterEngine.open(files, steps.beans(), journal, ONCE)) {
            String run = run(engine);
            change.make(engine);
            assertThat(engine.await(run)).isEqualTo(Outcome.of(Outcome.State.COMPLETED));
            assertThat(engine.unfinished()).isEmpty();
        }
    }

    private void assertNothingIsLeft() throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:h2:file:" + files.database(), "sa", "")) {
            for (String table : List.of("ACT_RU_JOB", "ACT_RU_INCIDENT", "ACT_RU_EXECUTION", "ACT_RU_VARIABLE")) {
                try (ResultSet rows = database.createStatement().executeQuery("select count(*) from " + table)) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).as(table).isZero();
                }
            }
        }
    }

    private List<String> calls(String node) {
        return steps.calls().stream().filter(call -> call.endsWith(":" + node)).toList();
    }

    private static String run(ClusterEngine engine) {
        return engine.unfinished().orElseThrow().id();
    }

    private void failOnce(String step, String subject) {
        int[] left = {1};
        steps.when(step, execution -> {
            if ((subject == null || subject.equals(FakeSteps.subject(execution))) && left[0]-- > 0) {
                throw new PermanentStepException("no", null);
            }
        });
    }

    private static JavaDelegate failing(int times) {
        int[] left = {times};
        return execution -> {
            if (left[0]-- > 0) {
                throw new PermanentStepException("no", null);
            }
        };
    }
}
