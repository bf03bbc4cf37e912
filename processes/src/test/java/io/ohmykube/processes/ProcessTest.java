package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.ohmykube.processes.engine.SteppedEngine;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.Variables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each process does, step by step: when all goes well, when a step fails for a while, for repair, and for good. */
class ProcessTest {
    private static final FakeSteps STEPS = new FakeSteps();
    private static final Map<String, Object> VARIABLES = Map.of(
            Variables.CLUSTER, "dev",
            Variables.CONTROL_PLANE, "cp",
            Variables.NODE, "w1",
            Variables.NODES, "[\"w1\",\"w2\"]",
            Variables.ADD_ON, "flannel",
            Variables.ADD_ONS, "[\"flannel\",\"metallb\"]",
            Variables.FORCE, false,
            Variables.WHOLE_CLUSTER, false,
            Variables.CUSTOMISED, false,
            Variables.PARALLEL, 3);
    private static SteppedEngine engine;

    @BeforeAll
    static void open() {
        engine = new SteppedEngine(STEPS.beans(), TestProcesses.files(), "PT1S,PT1S");
        AbstractAssertions.init(engine.services());
    }

    @AfterAll
    static void close() {
        AbstractAssertions.reset();
        engine.close();
    }

    @BeforeEach
    void forget() {
        engine.services()
                .getRuntimeService()
                .createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(run ->
                        engine.services().getRuntimeService().deleteProcessInstance(run.getId(), "the test is over"));
        STEPS.reset();
    }

    static Stream<List<Object>> happyPaths() {
        return Stream.of(
                List.of(
                        "node-prepare",
                        List.of(
                                "Task_CreateMachine",
                                "Task_ReachMachine",
                                "Task_PrepareSystem",
                                "Task_InstallPackages",
                                "Task_ConfigureRuntime",
                                "Task_ImportImages")),
                List.of("control-plane-init", List.of("Task_InitControlPlane", "Task_ApplyNodeMetadata")),
                List.of("node-join", List.of("Task_JoinNode", "Task_ApplyNodeMetadata")),
                List.of("addon-install", List.of("Task_ApplyAddOn", "Task_AwaitAddOn", "Task_ConfigureAddOn")),
                List.of(
                        "node-remove",
                        List.of(
                                "Task_DrainNode",
                                "Task_DeleteNodeObject",
                                "Task_RestoreMachine",
                                "Task_RemoveMachine",
                                "Task_ForgetNode")),
                List.of(
                        "control-plane-remove",
                        List.of(
                                "Task_DrainNode",
                                "Task_WithdrawControlPlane",
                                "Task_RemoveEtcdMember",
                                "Task_DeleteNodeObject",
                                "Task_RestoreMachine",
                                "Task_RemoveMachine",
                                "Task_ForgetNode",
                                "Task_SaveKubeconfig")),
                List.of(
                        "node-add",
                        List.of(
                                "Call_PrepareNodes",
                                "Call_AddControlPlanes",
                                "Call_JoinNodes",
                                "Gateway_AllDone",
                                "Task_VerifyCluster",
                                "Task_MarkReady")),
                List.of(
                        "control-plane-add",
                        List.of(
                                "Call_PrepareNode",
                                "Task_ShareApi",
                                "Call_JoinNode",
                                "Task_NameApi",
                                "Task_SaveKubeconfig")),
                List.of("node-load", List.of("Task_LoadImages")),
                List.of("images-load", List.of("Call_LoadNodes")),
                List.of(
                        "node-delete",
                        List.of(
                                "Call_RemoveNodes",
                                "Call_RemoveControlPlanes",
                                "Task_VerifyCluster",
                                "Task_MarkReady")),
                List.of("node-stop", List.of("Task_CordonNode", "Task_DrainNode", "Task_StopMachine")),
                List.of(
                        "node-start",
                        List.of("Task_StartMachine", "Task_MendNode", "Task_AwaitNode", "Task_UncordonNode")),
                List.of("cluster-stop", List.of("Call_StopWorkers", "Call_StopControlPlanes", "Task_MarkStopped")),
                List.of(
                        "cluster-start",
                        List.of(
                                "Call_StartControlPlanes",
                                "Task_MendCluster",
                                "Call_StartWorkers",
                                "Task_VerifyCluster",
                                "Task_SaveKubeconfig",
                                "Task_MarkReady")),
                List.of("cluster-restart", List.of("Call_Stop", "Call_Start")),
                List.of("cluster-repair", List.of("Task_PrepareLauncher", "Call_Start")),
                List.of(
                        "cluster-down",
                        List.of(
                                "Call_RemoveNodes",
                                "Call_RemoveControlPlane",
                                "Task_DisposeLauncher",
                                "Task_RemoveKubeconfig")),
                List.of(
                        "cluster-up",
                        List.of(
                                "Task_CreateKeys",
                                "Task_PrepareLauncher",
                                "Call_PrepareControlPlane",
                                "Call_InitControlPlane",
                                "Task_VerifyNodes",
                                "Task_SaveKubeconfig",
                                "Gateway_AllDone",
                                "Task_VerifyCluster",
                                "Task_MarkReady")));
    }

    @ParameterizedTest
    @MethodSource("happyPaths")
    void passesItsStepsInOrder(List<Object> process) {
        ProcessInstance run = run((String) process.get(0), Map.of());

        assertThat(run).isEnded();
        assertThat(run).hasPassedInOrder(((List<?>) process.get(1)).toArray(String[]::new));
    }

    @Test
    void hooksAndUploadsHaveTheirPlacesAmongTheStepsOfACustomisedNode() {
        ProcessInstance run = run("node-prepare", Map.of(Variables.CUSTOMISED, true));

        assertThat(run).isEnded();
        assertThat(run)
                .hasPassedInOrder(
                        "Task_ReachMachine",
                        "Task_HooksBeforeSystem",
                        "Task_PrepareSystem",
                        "Task_HooksAfterSystem",
                        "Task_UploadFiles",
                        "Task_HooksBeforeKubernetes",
                        "Task_InstallPackages",
                        "Task_ConfigureRuntime",
                        "Task_ImportImages",
                        "Task_HooksAfterKubernetes");
    }

    @Test
    void aNodeThatIsNotCustomisedPassesNoHooks() {
        ProcessInstance run = run("node-prepare", Map.of());

        assertThat(run).hasNotPassed("Task_HooksBeforeSystem", "Task_UploadFiles", "Task_HooksAfterKubernetes");
    }

    @Test
    void aWholeClusterIsStoppedWithoutEvictingPodsTheControlPlaneLast() {
        run("cluster-stop", Map.of(Variables.WHOLE_CLUSTER, true));

        assertThat(STEPS.calls()).hasSize(4);
        assertThat(STEPS.calls().subList(0, 2)).containsExactlyInAnyOrder("stopMachine:w1", "stopMachine:w2");
        assertThat(STEPS.calls().subList(2, 4)).containsExactly("stopMachine:cp", "markStopped");
    }

    @Test
    void aClusterIsStartedTheControlPlaneFirst() {
        run("cluster-start", Map.of());

        assertThat(STEPS.calls().subList(0, 4))
                .containsExactly("startMachine:cp", "mendNode:cp", "awaitNode:cp", "uncordonNode:cp");
        assertThat(STEPS.calls("uncordonNode"))
                .containsExactlyInAnyOrder("uncordonNode:cp", "uncordonNode:w1", "uncordonNode:w2");
        assertThat(STEPS.calls("verifyCluster")).hasSize(1);
    }

    @Test
    void aRestartStopsTheSameNodesThatItStarts() {
        run("cluster-restart", Map.of(Variables.NODES, "[\"w1\"]", Variables.CONTROL_PLANES, "[]"));

        assertThat(STEPS.calls("stopMachine")).containsExactly("stopMachine:w1");
        assertThat(STEPS.calls("startMachine")).containsExactly("startMachine:w1");
        assertThat(STEPS.calls("drainNode")).containsExactly("drainNode:w1");
        assertThat(STEPS.calls("saveKubeconfig")).hasSize(1);
    }

    @Test
    void aClusterIsMadeByEachStepOncePerNode() {
        run("cluster-up", Map.of());

        for (String perNode : List.of("createMachine", "reachMachine", "installPackages", "importImages")) {
            assertThat(STEPS.calls(perNode))
                    .containsExactlyInAnyOrder(perNode + ":cp", perNode + ":w1", perNode + ":w2");
        }
        assertThat(STEPS.calls("joinNode")).containsExactlyInAnyOrder("joinNode:w1", "joinNode:w2");
        assertThat(STEPS.calls("initControlPlane")).containsExactly("initControlPlane:cp");
        assertThat(STEPS.calls("configureAddOn"))
                .containsExactlyInAnyOrder("configureAddOn:flannel", "configureAddOn:metallb");
        assertThat(STEPS.calls("fetchImages")).hasSize(1);
        assertThat(STEPS.calls("markReady")).hasSize(1);
    }

    @Test
    void aNodeJoinsOnlyOnceTheControlPlaneRunsAndIsVerifiedLast() {
        run("cluster-up", Map.of());

        List<String> calls = STEPS.calls();
        assertThat(calls.indexOf("joinNode:w1")).isGreaterThan(calls.indexOf("initControlPlane:cp"));
        assertThat(calls.subList(calls.size() - 2, calls.size())).containsExactly("verifyCluster", "markReady");
        assertThat(calls.indexOf("verifyNodes")).isGreaterThan(calls.indexOf("applyNodeMetadata:w2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"applyAddOn", "awaitAddOn", "configureAddOn"})
    void anAddOnThatFailsForGoodHoldsUpNeitherTheNodesNorTheKubeconfigAndIsTriedAgainAlone(String step) {
        int[] attempts = {0};
        STEPS.when(step, execution -> {
            if ("metallb".equals(FakeSteps.subject(execution)) && attempts[0]++ == 0) {
                throw new PermanentStepException("no", null);
            }
        });
        ProcessInstance run = run("cluster-up", Map.of());
        assertThat(run).isNotEnded();
        assertThat(STEPS.calls()).contains("verifyNodes", "saveKubeconfig", "configureAddOn:flannel");
        assertThat(STEPS.calls()).doesNotContain("verifyCluster", "markReady");
        List<String> before = STEPS.calls();

        Incident incident = engine.services().getRuntimeService().createIncidentQuery().list().stream()
                .filter(found -> found.getId().equals(found.getRootCauseIncidentId()))
                .reduce((one, another) -> {
                    throw new AssertionError("two incidents: " + one + ", " + another);
                })
                .orElseThrow();
        engine.services().getManagementService().setJobRetries(incident.getConfiguration(), 1);
        engine.run();

        assertThat(run).isEnded();
        List<String> after = STEPS.calls().subList(before.size(), STEPS.calls().size());
        assertThat(after.get(0)).isEqualTo(step + ":metallb");
        assertThat(after.subList(after.size() - 2, after.size())).containsExactly("verifyCluster", "markReady");
        assertThat(after.subList(0, after.size() - 2)).allMatch(call -> call.endsWith(":metallb"));
    }

    @Test
    void furtherControlPlanesJoinOneAfterTheOtherAndBeforeTheWorkers() {
        ProcessInstance run = run("cluster-up", Map.of(Variables.OTHER_CONTROL_PLANES, "[\"cp2\",\"cp3\"]"));

        assertThat(run).isEnded();
        List<String> calls = STEPS.calls();
        assertThat(STEPS.calls("importImages")).hasSize(5);
        assertThat(STEPS.calls("joinNode").subList(0, 2)).containsExactly("joinNode:cp2", "joinNode:cp3");
        assertThat(STEPS.calls("joinNode").subList(2, 4)).containsExactlyInAnyOrder("joinNode:w1", "joinNode:w2");
        assertThat(calls.indexOf("joinNode:cp2")).isGreaterThan(calls.indexOf("initControlPlane:cp"));
        assertThat(calls.indexOf("joinNode:cp3")).isGreaterThan(calls.indexOf("applyNodeMetadata:cp2"));
        assertThat(STEPS.calls("initControlPlane")).containsExactly("initControlPlane:cp");
    }

    @Test
    void aClusterNeedsNeitherWorkersNorAddOns() {
        ProcessInstance run = run("cluster-up", Map.of(Variables.NODES, "[]", Variables.ADD_ONS, "[]"));

        assertThat(run).isEnded();
        assertThat(STEPS.calls("createMachine")).containsExactly("createMachine:cp");
    }

    @Test
    void imagesAreLoadedOnEachNodeOnce() {
        run("images-load", Map.of());

        assertThat(STEPS.calls()).containsExactlyInAnyOrder("loadImages:w1", "loadImages:w2");
    }

    @ParameterizedTest
    @CsvSource({
        "node-prepare, importImages",
        "control-plane-init, initControlPlane",
        "node-join, joinNode",
        "addon-install, awaitAddOn",
        "node-remove, restoreMachine",
        "node-remove, removeMachine",
        "node-add, fetchPackages",
        "node-load, loadImages",
        "images-load, loadImages",
        "node-delete, verifyCluster",
        "cluster-down, disposeLauncher",
        "cluster-up, createKeys"
    })
    void aStepThatFailsForAWhileIsTriedAgain(String process, String step) {
        STEPS.when(step, failing(2, new IllegalStateException("not yet")));

        assertThat(run(process, Map.of())).isEnded();
    }

    @ParameterizedTest
    @CsvSource({
        "node-prepare, importImages",
        "control-plane-init, applyNodeMetadata",
        "node-join, joinNode",
        "addon-install, applyAddOn",
        "node-remove, drainNode",
        "node-add, verifyCluster",
        "node-load, loadImages",
        "node-delete, markReady",
        "cluster-down, removeKubeconfig",
        "cluster-up, saveKubeconfig"
    })
    void aStepThatKeepsFailingIsAnIncidentAndGoesOnFromThereWhenResumed(String process, String step) {
        STEPS.when(step, failing(3, new IllegalStateException("no")));
        ProcessInstance run = run(process, Map.of());
        assertThat(run).isNotEnded();
        List<String> before = STEPS.calls();
        Incident incident =
                engine.services().getRuntimeService().createIncidentQuery().singleResult();

        engine.services().getManagementService().setJobRetries(incident.getConfiguration(), 1);
        engine.run();

        assertThat(run).isEnded();
        String failed = before.get(before.size() - 1);
        assertThat(STEPS.calls().get(before.size())).isEqualTo(failed);
        assertThat(engine.services().getRuntimeService().createIncidentQuery().count())
                .isZero();
    }

    @Test
    void whatNoAttemptCanMendIsAnIncidentAtOnce() {
        STEPS.when("reachMachine", failing(9, new PermanentStepException("the host key is another one", null)));

        run("node-prepare", Map.of());

        assertThat(STEPS.calls("reachMachine")).hasSize(1);
        assertThat(engine.services()
                        .getRuntimeService()
                        .createIncidentQuery()
                        .singleResult()
                        .getIncidentMessage())
                .isEqualTo("the host key is another one");
    }

    @Test
    void anUnreachableMachineIsRemovedAndMadeAnew() {
        STEPS.when("prepareSystem", failing(1, new BpmnError(ErrorCodes.MACHINE_UNREACHABLE)));

        ProcessInstance run = run("node-prepare", Map.of());

        assertThat(run).isEnded();
        assertThat(run).hasPassed("BoundaryEvent_MachineUnreachable", "Task_RemoveMachine");
        assertThat(STEPS.calls())
                .containsExactly(
                        "createMachine:w1",
                        "reachMachine:w1",
                        "prepareSystem:w1",
                        "removeMachine:w1",
                        "createMachine:w1",
                        "reachMachine:w1",
                        "prepareSystem:w1",
                        "installPackages:w1",
                        "configureRuntime:w1",
                        "importImages:w1");
    }

    @ParameterizedTest
    @CsvSource({"control-plane-init, initControlPlane", "node-join, joinNode"})
    void whatKubeadmLeftBehindIsResetBeforeAnotherAttempt(String process, String step) {
        STEPS.when(step, failing(1, new BpmnError(ErrorCodes.KUBEADM_INCOMPLETE)));

        ProcessInstance run = run(process, Map.of());

        assertThat(run).isEnded();
        assertThat(run).hasPassed("BoundaryEvent_KubeadmIncomplete", "Task_ResetNode");
        assertThat(STEPS.calls()).containsExactly(step + ":w1", "resetNode:w1", step + ":w1", "applyNodeMetadata:w1");
    }

    @ParameterizedTest
    @CsvSource({
        "node-prepare, reachMachine, removeMachine, Err_MachineUnreachable",
        "control-plane-init, initControlPlane, resetNode, Err_KubeadmIncomplete",
        "node-join, joinNode, resetNode, Err_KubeadmIncomplete"
    })
    void repairsAreCountedInTheProcessAndEndAsAnIncident(String process, String step, String repair, String code) {
        STEPS.when(step, execution -> {
            Object repairs = execution.getVariable(Variables.REPAIRS);
            int done = repairs == null ? 0 : (int) repairs;
            if (done == 2) {
                throw new PermanentStepException("still broken after 2 repairs", null);
            }
            execution.setVariable(Variables.REPAIRS, done + 1);
            throw new BpmnError(code);
        });

        ProcessInstance run = run(process, Map.of());

        assertThat(run).isNotEnded();
        assertThat(STEPS.calls(repair)).hasSize(2);
        assertThat(STEPS.calls(step)).hasSize(3);
        assertThat(engine.services()
                        .getRuntimeService()
                        .createIncidentQuery()
                        .singleResult()
                        .getIncidentMessage())
                .isEqualTo("still broken after 2 repairs");
    }

    @Test
    void theRepairsOfOneNodeAreNotThoseOfAnother() {
        STEPS.when("reachMachine", execution -> {
            if (execution.getVariable(Variables.REPAIRS) == null) {
                execution.setVariable(Variables.REPAIRS, 1);
                throw new BpmnError(ErrorCodes.MACHINE_UNREACHABLE);
            }
        });

        ProcessInstance run = run("cluster-up", Map.of());

        assertThat(run).isEnded();
        assertThat(STEPS.calls("removeMachine")).hasSize(3);
    }

    @Test
    void anErrorThatNothingCatchesIsAnIncidentAndNotTheEnd() {
        STEPS.when("drainNode", failing(9, new BpmnError("Err_OfNobody")));

        ProcessInstance run = run("node-remove", Map.of());

        assertThat(run).isNotEnded();
        assertThat(STEPS.calls("removeMachine")).isEmpty();
        assertThat(engine.services().getRuntimeService().createIncidentQuery().count())
                .isEqualTo(1);
    }

    @Test
    void byForceNothingIsDrained() {
        ProcessInstance run = run("node-remove", Map.of(Variables.FORCE, true));

        assertThat(run).isEnded();
        assertThat(STEPS.calls())
                .containsExactly("deleteNodeObject:w1", "restoreMachine:w1", "removeMachine:w1", "forgetNode:w1");
    }

    @Test
    void aClusterIsRemovedWorkersFirst() {
        run("cluster-down", Map.of());

        assertThat(STEPS.calls("forgetNode").subList(2, 3)).containsExactly("forgetNode:cp");
        assertThat(STEPS.calls("drainNode")).hasSize(3);
    }

    @Test
    void aMachineThatCannotBeRemovedIsNotForgottenAndStopsTheRemovalOfTheCluster() {
        STEPS.when("removeMachine", execution -> {
            if ("w2".equals(FakeSteps.subject(execution))) {
                throw new PermanentStepException("busy", null);
            }
        });

        ProcessInstance run = run("cluster-down", Map.of());

        assertThat(run).isNotEnded();
        assertThat(STEPS.calls("forgetNode")).containsExactly("forgetNode:w1");
        assertThat(STEPS.calls("disposeLauncher")).isEmpty();
    }

    private static ProcessInstance run(String process, Map<String, Object> changes) {
        Map<String, Object> variables = new HashMap<>(VARIABLES);
        variables.put(Variables.CONTROL_PLANES, "[\"cp\"]");
        if (process.startsWith("cluster")
                || process.equals("node-add")
                || process.equals("node-delete")
                || process.equals("images-load")) {
            variables.remove(Variables.NODE);
            variables.remove(Variables.ADD_ON);
        }
        if (process.equals("addon-install")) {
            variables.remove(Variables.NODE);
        }
        variables.putAll(changes);
        ProcessInstance run =
                engine.services().getRuntimeService().startProcessInstanceByKey(process, "dev", variables);
        engine.run();
        return run;
    }

    private static JavaDelegate failing(int times, RuntimeException failure) {
        int[] left = {times};
        return execution -> {
            if (left[0]-- > 0) {
                throw failure;
            }
        };
    }
}
