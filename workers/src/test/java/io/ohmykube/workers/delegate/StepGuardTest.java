package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Role;
import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.StepEvent.Kind;
import io.ohmykube.workers.contract.Variables;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

final class StepGuardTest {
    private final UnreachableException gone = new UnreachableException(Rig.WORKER, "no route", null);

    @TempDir
    Path directory;

    private final RememberedEvents events = new RememberedEvents();
    private final FakeExecution execution = Rig.on("joinNode", Rig.WORKER);
    private final Deque<Throwable> failures = new ArrayDeque<>();
    private ClusterStore clusters;
    private boolean retriesLeft = true;

    @BeforeEach
    void saveCluster() throws Exception {
        clusters = ClusterStore.in(new Home(directory));
        Rig.save(clusters, Rig.CLUSTER);
    }

    @Test
    void tellsThatAStepBeganAndWhatItDid() throws Exception {
        guard().execute(execution.get());
        assertThat(events.kinds()).containsExactly(Kind.STARTED, Kind.DONE);
        assertThat(events.last().message()).isEqualTo("did it");
        assertThat(events.last().title()).isEqualTo("The step joinNode");
        assertThat(events.last().process()).isEqualTo("node-prepare");
        assertThat(events.last().instance()).isEqualTo("root-instance");
        assertThat(events.last().node()).isEqualTo(Rig.WORKER);
        assertThat(events.last().durationMillis()).isNotNull();
        assertThat(MDC.get("node")).isNull();
    }

    @Test
    void letsTheEngineRetryATransientFailure() {
        failures.add(gone);
        assertThatThrownBy(() -> guard().execute(execution.get())).isSameAs(gone);
        assertThat(events.kinds()).containsExactly(Kind.STARTED, Kind.RETRYING);
    }

    @Test
    void putsTheFirstCauseFirstOverAllRetries() {
        failures.add(new TransientStepException("the disk was slow", null));
        failures.add(new TransientStepException("preflight: port 6443 is in use", null));
        assertThatThrownBy(() -> guard().execute(execution.get())).isInstanceOf(TransientStepException.class);
        retriesLeft = false;
        assertThatThrownBy(() -> guard().execute(execution.get()))
                .isInstanceOf(PermanentStepException.class)
                .hasMessageStartingWith("the disk was slow\nthen, in attempt 2: preflight: port 6443 is in use");
        assertThat(events.last().kind()).isEqualTo(Kind.FAILED);
        assertThat(events.last().attempt()).isEqualTo(2);
    }

    @Test
    void saysWhatToDoAboutTheCause() {
        failures.add(new IllegalArgumentException("the pool holds a node's address"));
        assertThatThrownBy(() -> guard().execute(execution.get()))
                .hasMessage(
                        "IllegalArgumentException: the pool holds a node's address\nwhat to do: correct what is wanted of the cluster");
    }

    @Test
    void makesAnIncidentOfAPermanentFailureThoughRetriesAreLeft() {
        failures.add(new PermanentStepException("out of luck", null));
        assertThatThrownBy(() -> guard().execute(execution.get())).isInstanceOf(PermanentStepException.class);
        assertThat(events.kinds()).containsExactly(Kind.STARTED, Kind.FAILED);
    }

    @Test
    void startsAFreshCauseOnceAPersonWasTold() {
        failures.add(new PermanentStepException("out of luck", null));
        failures.add(new PermanentStepException("something else", null));
        assertThatThrownBy(() -> guard().execute(execution.get())).hasMessageStartingWith("out of luck");
        assertThatThrownBy(() -> guard().execute(execution.get())).hasMessageStartingWith("something else");
    }

    @Test
    void repairsTwiceThenGivesUpWithTheFirstCause() {
        failures.add(RepairableException.failed(ErrorCodes.KUBEADM_INCOMPLETE, "etcd did not start", null));
        failures.add(RepairableException.failed(ErrorCodes.KUBEADM_INCOMPLETE, "timed out", null));
        failures.add(RepairableException.failed(ErrorCodes.KUBEADM_INCOMPLETE, "timed out", null));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> guard().execute(execution.get()))
                    .isInstanceOfSatisfying(BpmnError.class, e -> assertThat(e.getErrorCode())
                            .isEqualTo(ErrorCodes.KUBEADM_INCOMPLETE));
        }
        assertThat(execution.get().getVariable(Variables.REPAIRS)).isEqualTo(2);
        assertThatThrownBy(() -> guard().execute(execution.get()))
                .isInstanceOf(PermanentStepException.class)
                .hasMessageStartingWith("etcd did not start\n")
                .hasMessageContaining("not repaired: it has been reset twice already");
    }

    @Test
    void doesNotCountLeftoversOfAnEarlierRun() {
        failures.add(RepairableException.leftover(ErrorCodes.KUBEADM_INCOMPLETE, "half a kubeadm init"));
        assertThatThrownBy(() -> guard().execute(execution.get())).isInstanceOf(BpmnError.class);
        assertThat(execution.get().getVariable(Variables.REPAIRS)).isNull();
        assertThat(events.last().kind()).isEqualTo(Kind.REPAIRING);
    }

    @Test
    void countsLeftoversOfAnAttemptOfThisRun() {
        failures.add(new TransientStepException("the connection broke in kubeadm join", null));
        failures.add(RepairableException.leftover(ErrorCodes.KUBEADM_INCOMPLETE, "half a kubeadm join"));
        assertThatThrownBy(() -> guard().execute(execution.get())).isInstanceOf(TransientStepException.class);
        assertThatThrownBy(() -> guard().execute(execution.get())).isInstanceOf(BpmnError.class);
        assertThat(execution.get().getVariable(Variables.REPAIRS)).isEqualTo(1);
    }

    @Test
    void doesNotCountWhatADeadProcessLeftHoweverOftenItDied() {
        failures.add(RepairableException.leftover(ErrorCodes.KUBEADM_INCOMPLETE, "half a kubeadm join"));
        assertThatThrownBy(() -> guard().execute(execution.get())).isInstanceOf(BpmnError.class);
        for (int death = 0; death < 4; death++) {
            StepEvent died = events.last();
            events.on(new StepEvent(
                    died.time(),
                    Kind.STARTED,
                    died.process(),
                    died.instance(),
                    died.step(),
                    died.title(),
                    died.node(),
                    died.attempt() + 1,
                    null,
                    null));
            failures.add(RepairableException.leftover(ErrorCodes.KUBEADM_INCOMPLETE, "half a kubeadm join"));
            assertThatThrownBy(() -> guard().execute(execution.get())).isInstanceOf(BpmnError.class);
        }
        assertThat(execution.get().getVariable(Variables.REPAIRS)).isNull();
    }

    @Test
    void recreatesAMachineThatStoppedAnsweringBeforeItWasAMember() {
        retriesLeft = false;
        failures.add(gone);
        assertThatThrownBy(() -> guard(ErrorCodes.MACHINE_UNREACHABLE).execute(execution.get()))
                .isInstanceOf(BpmnError.class);
    }

    @Test
    void neverRecreatesTheMachineOfAMember() {
        clusters.update(
                Rig.CLUSTER,
                cluster -> cluster.withStatus(status -> status.withNode(
                        new NodeStatus(Rig.WORKER, Role.WORKER, NodeStatus.Phase.READY, "10.0.0.3", null))));
        failures.add(RepairableException.failed(ErrorCodes.MACHINE_UNREACHABLE, "no answer over SSH", null));
        assertThatThrownBy(() -> guard(ErrorCodes.MACHINE_UNREACHABLE).execute(execution.get()))
                .isInstanceOf(PermanentStepException.class)
                .hasMessageContaining("its machine is not replaced");
    }

    @Test
    void leavesARepairThatItsProcessDoesNotKnowToAPerson() {
        failures.add(RepairableException.failed(ErrorCodes.MACHINE_UNREACHABLE, "its machine is gone", null));
        assertThatThrownBy(() -> guard(ErrorCodes.KUBEADM_INCOMPLETE).execute(execution.get()))
                .isInstanceOf(PermanentStepException.class);
    }

    @Test
    void callsAnInterruptionNoFailure() {
        failures.add(new InterruptedException());
        assertThatThrownBy(() -> guard().execute(execution.get())).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(events.kinds()).containsExactly(Kind.STARTED, Kind.CANCELLED);
    }

    @Test
    void hidesSecretsThatProgramsPrint() {
        failures.add(new TransientStepException(
                "kubeadm join --token abcdef.0123456789abcdef --certificate-key 5f3c\n"
                        + "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
                null));
        assertThatThrownBy(() -> guard().execute(execution.get())).isInstanceOf(TransientStepException.class);
        assertThat(events.last().message())
                .startsWith("kubeadm join --token")
                .doesNotContain("0123456789abcdef", "5f3c", "MIIE");
    }

    @Test
    void reportsADefectAsSuch() {
        failures.add(new NullPointerException());
        assertThatThrownBy(() -> guard().execute(execution.get()))
                .isInstanceOf(PermanentStepException.class)
                .hasMessageStartingWith("NullPointerException")
                .hasMessageContaining("defect of OhMyKube");
    }

    private StepGuard guard(String... codes) {
        Set<String> raised = codes.length == 0 ? Set.of(ErrorCodes.KUBEADM_INCOMPLETE) : Set.of(codes);
        return new StepGuard(
                any -> {
                    Throwable failure = failures.poll();
                    if (failure instanceof Exception e) {
                        throw e;
                    }
                    return "did it";
                },
                raised,
                new StepGuard.Surroundings(
                        events,
                        events,
                        new Repairs(new NodeRecords(clusters)),
                        () -> retriesLeft,
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));
    }
}
