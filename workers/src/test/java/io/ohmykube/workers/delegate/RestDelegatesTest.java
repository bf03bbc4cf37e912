package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.launcher.Machine;
import io.ohmykube.workers.contract.PermanentStepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes are stopped, which they stay members through, and started again. */
final class RestDelegatesTest {
    private static final List<String> STOP = List.of("cordonNode", "drainNode", "stopMachine");
    private static final List<String> START = List.of("startMachine", "mendNode", "awaitNode", "uncordonNode");

    @TempDir
    Path directory;

    @Test
    void aStoppedWorkerKeepsLabelsAndTaintsAndIsUncordonedWhenItStarts() throws Exception {
        try (Rig rig = cluster()) {
            rig.kubectl("label", "node", Rig.WORKER, "disk=fast");
            rig.kubectl("taint", "node", Rig.WORKER, "only=batch:NoSchedule");
            each(rig, STOP, Rig.WORKER);
            assertThat(rig.launcher.get(Rig.CLUSTER, Rig.WORKER).orElseThrow().state())
                    .isEqualTo(Machine.State.STOPPED);
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.STOPPED);
            rig.run("markStopped");
            assertThat(rig.events.last().message()).isEqualTo("1 of 2 nodes are stopped");
            assertThat(node(rig)).contains("disk").contains("only").contains("unschedulable");

            each(rig, STOP, Rig.WORKER); // Nothing is left to do, and nothing is asked of a machine that does not run.
            assertThat(rig.events.last().message()).isEqualTo("is stopped already");

            each(rig, START, Rig.WORKER);
            rig.run("verifyCluster");
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.READY);
            assertThat(node(rig))
                    .contains("disk")
                    .contains("only")
                    .doesNotContain("unschedulable\":true")
                    .doesNotContain(CordonNodeDelegate.MARK);
        }
    }

    @Test
    void aNodeThatSomebodyElseCordonedStaysCordoned() throws Exception {
        try (Rig rig = cluster()) {
            rig.kubectl("cordon", Rig.WORKER);
            each(rig, STOP, Rig.WORKER);
            each(rig, START, Rig.WORKER);
            assertThat(rig.events.last().message()).isEqualTo("was not cordoned by stopping it");
            assertThat(node(rig)).contains("unschedulable");
        }
    }

    @Test
    void otherNodesAreVerifiedAroundAStoppedOne() throws Exception {
        try (Rig rig = cluster()) {
            each(rig, STOP, Rig.WORKER);
            rig.run("verifyCluster");
            assertThat(rig.events.last().message()).isEqualTo("1 nodes are ready");
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.STOPPED);
        }
    }

    @Test
    void aClusterOfWhichAllIsStoppedIsStopped() throws Exception {
        try (Rig rig = cluster()) {
            rig.run("stopMachine", Rig.WORKER);
            rig.run("stopMachine", Rig.CONTROL_PLANE);
            rig.run("markStopped");
            assertThat(rig.cluster().status().phase()).isEqualTo(ClusterStatus.Phase.STOPPED);

            each(rig, START, Rig.CONTROL_PLANE);
            each(rig, START, Rig.WORKER);
            rig.run("verifyCluster");
            rig.run("markReady");
            assertThat(rig.cluster().status().phase()).isEqualTo(ClusterStatus.Phase.READY);
        }
    }

    @Test
    void nodesWhoseAddressesHaveChangedAreMended() throws Exception {
        try (Rig rig = cluster()) {
            rig.run("saveKubeconfig");
            for (String node : List.of(Rig.WORKER, Rig.CONTROL_PLANE)) {
                rig.run("stopMachine", node);
                move(rig, node, node.equals(Rig.WORKER) ? "10.201.7.8" : "10.201.7.9");
            }
        }
        try (Rig rig = new Rig(directory)) {
            each(rig, START, Rig.CONTROL_PLANE);
            rig.run("mendCluster");
            each(rig, START, Rig.WORKER);
            rig.run("verifyCluster");
            rig.run("saveKubeconfig");
            assertThat(rig.status(Rig.CONTROL_PLANE).address()).isEqualTo("10.201.7.9");
            assertThat(rig.status(Rig.WORKER).address()).isEqualTo("10.201.7.8");
            assertThat(node(rig)).contains("10.201.7.8");
            assertThat(rig.clusters.files(Rig.CLUSTER).kubeconfig()).content().contains("https://10.201.7.9:6443");
        }
    }

    private static void move(Rig rig, String node, String address) throws IOException {
        Path record = rig.clusters.files(Rig.CLUSTER).machines().resolve(node).resolve("machine.json");
        Files.writeString(
                record,
                Files.readString(record)
                        .replaceAll("\"address\"\\s*:\\s*\"[0-9.]+\"", "\"address\":\"" + address + "\""));
    }

    @Test
    void aMachineThatIsGoneCannotBeStarted() throws Exception {
        try (Rig rig = cluster()) {
            rig.launcher.delete(Rig.CLUSTER, Rig.WORKER);
            assertThatThrownBy(() -> rig.run("startMachine", Rig.WORKER))
                    .isInstanceOf(PermanentStepException.class)
                    .hasMessageContaining("its machine is gone")
                    .hasMessageContaining("delete " + Rig.WORKER + " --force");
        }
    }

    private Rig cluster() throws Exception {
        Rig rig = new Rig(directory);
        rig.controlPlane();
        rig.prepare(Rig.WORKER);
        rig.run("joinNode", Rig.WORKER);
        rig.run("applyAddOn", Rig.cluster("applyAddOn").with("addOn", "flannel").get());
        rig.run("verifyCluster");
        return rig;
    }

    private static void each(Rig rig, List<String> steps, String node) throws Exception {
        for (String step : steps) {
            rig.run(step, node);
        }
    }

    private static String node(Rig rig) {
        return rig.kubectl("get", "node", Rig.WORKER, "-o", "json").replaceAll("\\s", "");
    }
}
