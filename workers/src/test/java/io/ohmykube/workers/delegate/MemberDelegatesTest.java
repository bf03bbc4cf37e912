package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.ohmykube.config.Condition;
import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.launcher.CommandInterruptedException;
import io.ohmykube.launcher.simulated.Rule;
import io.ohmykube.launcher.simulated.Span;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.Variables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes become members, are verified, and leave. */
final class MemberDelegatesTest {
    @TempDir
    Path directory;

    @Test
    void bringsTheVersionOfTheFileToTheNode() throws Exception {
        try (Rig rig = new Rig(directory)) {
            rig.clusters.update(
                    Rig.CLUSTER, cluster -> cluster.withSpec(cluster.spec().withVersion("v1.20.2")));
            rig.prepare(Rig.CONTROL_PLANE);
            assertThat(rig.cache.asked()).contains("kubelet 1.20.2", "kubeadm 1.20.2");
            assertThat(rig.cache.asked()).noneMatch(name -> name.contains("1.33"));
        }
    }

    @Test
    void resetsAFailedInitBeforeAnotherAndKeepsItsCause() throws Exception {
        Rule breaks = MachineDelegatesTest.rule(
                "kubeadm init", Rig.CONTROL_PLANE, List.of(1), Rule.Outcome.FAIL, Rule.At.MIDWAY);
        try (Rig rig = new Rig(directory, breaks)) {
            rig.prepare(Rig.CONTROL_PLANE);
            assertThatThrownBy(() -> rig.run("initControlPlane", Rig.CONTROL_PLANE))
                    .isInstanceOfSatisfying(BpmnError.class, e -> {
                        assertThat(e.getErrorCode()).isEqualTo(ErrorCodes.KUBEADM_INCOMPLETE);
                        assertThat(e.getMessage()).contains("simulated failure");
                    });
            rig.run("resetNode", Rig.CONTROL_PLANE);
            rig.run("initControlPlane", Rig.CONTROL_PLANE);
            assertThat(rig.status(Rig.CONTROL_PLANE).phase()).isEqualTo(Phase.NOT_READY);
            rig.run("initControlPlane", Rig.CONTROL_PLANE);
            assertThat(rig.events.last().message()).isEqualTo("runs already");
        }
    }

    @Test
    void joinsAfterAJoinThatBrokeHalfway() throws Exception {
        Rule breaks =
                MachineDelegatesTest.rule("kubeadm join", Rig.WORKER, List.of(1), Rule.Outcome.FAIL, Rule.At.MIDWAY);
        try (Rig rig = new Rig(directory, breaks)) {
            rig.controlPlane();
            rig.prepare(Rig.WORKER);
            assertThatThrownBy(() -> rig.run("joinNode", Rig.WORKER)).isInstanceOf(BpmnError.class);
            rig.run("resetNode", Rig.WORKER);
            rig.run("joinNode", Rig.WORKER);
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.NOT_READY);
            assertThat(rig.status(Rig.WORKER).address()).isNotNull();
        }
    }

    @Test
    void stopsAKubeadmThatIsCancelledAndResetsBeforeTheNextWithoutCountingIt() throws Exception {
        Rule slow =
                new Rule("kubeadm join", Rig.WORKER, List.of(1), null, Span.of("60s"), null, null, null, null, null);
        try (Rig rig = new Rig(directory, slow)) {
            rig.controlPlane();
            rig.prepare(Rig.WORKER);
            DelegateExecution join = Rig.on("joinNode", Rig.WORKER).get();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread step = new Thread(() -> thrown.set(catchThrowable(() -> rig.run("joinNode", join))));
            step.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> rig.ran("started", "kubeadm join", Rig.WORKER) == 1);

            long began = System.nanoTime();
            step.interrupt();
            step.join(40_000);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
            assertThat(thrown.get()).isInstanceOf(CommandInterruptedException.class);
            assertThat(rig.events.last().kind()).isEqualTo(StepEvent.Kind.CANCELLED);
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.ran("ended", "kubeadm join", Rig.WORKER) == 1);

            assertThatThrownBy(() -> rig.run("joinNode", join))
                    .isInstanceOf(BpmnError.class)
                    .hasMessageContaining("an earlier kubeadm join was cancelled");
            assertThat(join.getVariable(Variables.REPAIRS)).isNull();
            rig.run("resetNode", Rig.WORKER);
            rig.run("joinNode", join);
            assertThat(rig.events.last().message()).isEqualTo("joined");
        }
    }

    @Test
    void keepsWhatAStepDidOnItsNodesInALogOfItsOwn() throws Exception {
        Rule breaks = MachineDelegatesTest.rule("kubeadm join", Rig.WORKER, null, Rule.Outcome.FAIL, Rule.At.MIDWAY);
        try (Rig rig = new Rig(directory, breaks)) {
            rig.controlPlane();
            rig.prepare(Rig.WORKER);
            Path log = rig.clusters.files(Rig.CLUSTER).stepLog("root-instance", "Task_joinNode", Rig.WORKER);
            DelegateExecution join = Rig.on("joinNode", Rig.WORKER).get();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> rig.run("joinNode", join)).isInstanceOf(BpmnError.class);
                rig.run("resetNode", Rig.WORKER);
            }
            assertThatThrownBy(() -> rig.run("joinNode", join)).isInstanceOf(PermanentStepException.class);
            assertThat(log).content().satisfies(text -> {
                assertThat(text.lines().filter(line -> line.contains("$ run-kubeadm join")))
                        .as("attempts")
                        .hasSize(3);
                assertThat(text)
                        .contains(Rig.CONTROL_PLANE + " ", "simulated failure")
                        .doesNotContainPattern("[a-z0-9]{6}\\.[a-z0-9]{16}")
                        .doesNotContain("reset-node");
            });
        }
    }

    @Test
    void resetsNothingWhereNothingWasLeftBehind() throws Exception {
        try (Rig rig = new Rig(directory)) {
            rig.controlPlane();
            rig.prepare(Rig.WORKER);
            rig.run("resetNode", Rig.WORKER);
            assertThat(rig.events.last().message()).isEqualTo("nothing was left behind");
        }
    }

    @Test
    void asksTheLiveClusterWhetherNodesAreReady() throws Exception {
        try (Rig rig = new Rig(directory)) {
            rig.controlPlane();
            rig.prepare(Rig.WORKER);
            rig.run("joinNode", Rig.WORKER);
            assertThatThrownBy(() -> rig.run("verifyCluster"))
                    .isInstanceOf(PermanentStepException.class)
                    .hasMessageContaining(Rig.WORKER);
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.NOT_READY);
        }
    }

    @Test
    void recordsThatAllNodesAreReady() throws Exception {
        try (Rig rig = new Rig(directory)) {
            StepSequenceTest.up(rig);
            assertThat(rig.cluster().status().holds(Condition.NODES_READY)).isFalse();
            rig.run("verifyNodes");
            assertThat(rig.cluster().status().holds(Condition.NODES_READY)).isTrue();
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.READY);
            String file = Files.readString(rig.clusters.files(Rig.CLUSTER).clusterYaml());
            rig.run("verifyNodes");
            assertThat(rig.clusters.files(Rig.CLUSTER).clusterYaml()).content().isEqualTo(file);
        }
    }

    @Test
    void waitsForNodesNoLongerOnceThePodNetworkHasFailed() throws Exception {
        try (Rig rig = new Rig(directory)) {
            rig.controlPlane();
            rig.prepare(Rig.WORKER);
            rig.run("joinNode", Rig.WORKER);
            rig.failed("Wait for add-on", "metallb");
            assertThatThrownBy(() -> rig.run("verifyNodes"))
                    .isInstanceOf(PermanentStepException.class)
                    .hasMessageNotContaining("has failed");
            assertThat(rig.cluster().status().conditions()).isNotEmpty();
            assertThat(rig.cluster().status().holds(Condition.NODES_READY)).isFalse();
            rig.failed("Wait for add-on", "flannel");
            assertThatThrownBy(() -> rig.run("verifyNodes"))
                    .isInstanceOf(PermanentStepException.class)
                    .hasMessageContaining("because 'Wait for add-on of flannel' has failed");
        }
    }

    @Test
    void waitsForAnAddOnAsLongAsWhatItNeedsCanStillCome() throws Exception {
        Rule late = lateRollouts(List.of(1, 2));
        try (Rig rig = new Rig(directory, late)) {
            rig.controlPlane();
            DelegateExecution flannel =
                    Rig.cluster("awaitAddOn").with(Variables.ADD_ON, "flannel").get();
            rig.run("applyAddOn", flannel);
            rig.failed("Wait for add-on", "metallb");
            rig.failed("Join the cluster", "dev-worker-that-was-given-up");
            rig.failed("Fetch images", null);
            rig.run("awaitAddOn", flannel);
        }
    }

    @Test
    void waitsForAnAddOnNoLongerOnceANodeHasFailed() throws Exception {
        Rule late = lateRollouts(List.of(1));
        try (Rig rig = new Rig(directory, late)) {
            rig.controlPlane();
            DelegateExecution flannel =
                    Rig.cluster("awaitAddOn").with(Variables.ADD_ON, "flannel").get();
            rig.run("applyAddOn", flannel);
            rig.failed("Join the cluster", Rig.WORKER);
            assertThatThrownBy(() -> rig.run("awaitAddOn", flannel))
                    .isInstanceOf(PermanentStepException.class)
                    .hasMessageContaining("because 'Join the cluster of " + Rig.WORKER + "' has failed");
        }
    }

    @Test
    void expectsNodesToBeUnreadyWithoutACni() throws Exception {
        try (Rig rig = new Rig(directory)) {
            rig.useNoCni();
            rig.controlPlane();
            rig.prepare(Rig.WORKER);
            assertThatThrownBy(() -> rig.run("verifyCluster"))
                    .isInstanceOf(PermanentStepException.class)
                    .hasMessageContaining("not known to the API server: " + Rig.WORKER);
            rig.run("joinNode", Rig.WORKER);
            rig.run("verifyCluster");
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.NOT_READY);
        }
    }

    @Test
    void namesForceWherePodsCannotBeEvicted() throws Exception {
        Rule budget = MachineDelegatesTest.rule("kubectl drain", "*", null, Rule.Outcome.FAIL, Rule.At.BEFORE);
        try (Rig rig = new Rig(directory, budget)) {
            StepSequenceTest.up(rig);
            assertThatThrownBy(() -> rig.run("drainNode", Rig.WORKER))
                    .isInstanceOf(PermanentStepException.class)
                    .hasMessageContaining("ohmykube delete " + Rig.WORKER + " --force");
            rig.run(
                    "drainNode",
                    Rig.on("drainNode", Rig.WORKER)
                            .with(Variables.WHOLE_CLUSTER, true)
                            .get());
            assertThat(rig.events.last().message()).contains("pods were not evicted");
        }
    }

    @Test
    void takesDownAClusterWhoseControlPlaneIsGone() throws Exception {
        try (Rig rig = new Rig(directory)) {
            rig.run("createMachine", Rig.WORKER);
            StepSequenceTest.down(rig);
            assertThat(rig.launcher.list(Rig.CLUSTER)).isEmpty();
        }
    }

    @Test
    void namesTheUrlAndTheMirrorWithoutANetwork() throws Exception {
        try (Rig rig = new Rig(directory)) {
            rig.cache.goOffline();
            assertThatThrownBy(() -> rig.run("fetchPackages"))
                    .hasMessageContaining("https://example.org/")
                    .hasMessageContaining("--mirror");
        }
    }

    private static Rule lateRollouts(List<Integer> executions) {
        return new Rule(
                "kubectl rollout status",
                "*",
                executions,
                Rule.Counted.PER_NODE,
                null,
                Rule.Outcome.FAIL,
                Rule.At.BEFORE,
                1,
                "error: timed out waiting for the condition");
    }
}
