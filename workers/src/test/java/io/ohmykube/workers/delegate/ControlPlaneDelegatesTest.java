package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.workers.contract.Variables;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of several control planes leaves: every step can be repeated, and none of them asks the one that leaves. */
final class ControlPlaneDelegatesTest {
    private static final String SECOND = "dev-control-plane-2";
    private static final List<String> LEAVING =
            List.of("drainNode", "withdrawControlPlane", "removeEtcdMember", "deleteNodeObject", "removeMachine");

    @TempDir
    Path directory;

    @Test
    void theFirstOneLeavesAndTheSecondIsTakenForOneThatIsMadeAlready() throws Exception {
        try (Rig rig = cluster(2)) {
            for (String step : LEAVING) {
                rig.run(step, Rig.CONTROL_PLANE);
                rig.run(step, Rig.CONTROL_PLANE);
                if (step.equals("removeEtcdMember")) {
                    assertThat(rig.events.last().message()).isEqualTo("was no member of etcd");
                }
            }
            rig.run("forgetNode", Rig.CONTROL_PLANE);
            rig.run("forgetNode", Rig.CONTROL_PLANE);
            assertThat(rig.cluster().firstControlPlane()).isEqualTo(SECOND);
            assertThat(rig.cluster().node(Rig.CONTROL_PLANE)).isEmpty();

            rig.run(
                    "initControlPlane",
                    Rig.on("initControlPlane", SECOND)
                            .with(Variables.CONTROL_PLANE, SECOND)
                            .get());
            assertThat(rig.events.last().message()).isEqualTo("runs already");
            assertThat(rig.ran("started", "kubeadm reset", SECOND)).isZero();
        }
    }

    @Test
    void etcdKeepsAMemberThatItNeedsForItsMajority() throws Exception {
        try (Rig rig = cluster(3)) {
            rig.launcher.stop(Rig.CLUSTER, SECOND);
            assertThatThrownBy(() -> rig.run("removeEtcdMember", Rig.CONTROL_PLANE))
                    .hasStackTraceContaining("not enough started members");
            rig.run("removeEtcdMember", SECOND);
            rig.run("removeEtcdMember", Rig.CONTROL_PLANE);
            assertThat(rig.events.last().message()).isEqualTo("is no member of etcd any more");
        }
    }

    private Rig cluster(int controlPlanes) throws Exception {
        Rig rig = new Rig(directory);
        rig.clusters.update(Rig.CLUSTER, cluster -> with(cluster, controlPlanes));
        rig.run("prepareLauncher");
        rig.controlPlane();
        for (int i = 2; i <= controlPlanes; i++) {
            String name = "dev-control-plane-" + i;
            rig.prepare(name);
            rig.run("joinNode", name);
        }
        return rig;
    }

    private static Cluster with(Cluster cluster, int controlPlanes) {
        NodeSpec first = cluster.spec().nodes().controlPlanes().get(0);
        List<NodeSpec> all = IntStream.rangeClosed(1, controlPlanes)
                .mapToObj(i -> first.named("dev-control-plane-" + i))
                .toList();
        return cluster.withSpec(cluster.spec().withNodes(cluster.spec().nodes().withControlPlanes(all)));
    }
}
