package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.Variables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All steps, in the order of the processes, on simulated machines over real SSH. */
final class StepSequenceTest {
    @TempDir
    Path directory;

    @Test
    void makesAClusterAndRemovesIt() throws Exception {
        try (Rig rig = new Rig(directory)) {
            up(rig);
            assertThat(rig.cluster().status().phase()).isEqualTo(ClusterStatus.Phase.READY);
            assertThat(rig.cluster().status().nodes())
                    .extracting(NodeStatus::phase)
                    .containsOnly(NodeStatus.Phase.READY);
            assertThat(rig.kubectl("get", "nodes", "-o", "json"))
                    .contains(Rig.CONTROL_PLANE, Rig.WORKER, "node-role.kubernetes.io/worker");
            Path kubeconfig = rig.clusters.files(Rig.CLUSTER).kubeconfig();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(rig.userKubeconfig.file())).contains("current-context: dev");

            down(rig);
            assertThat(rig.launcher.list(Rig.CLUSTER)).isEmpty();
            assertThat(rig.cluster().status().nodes()).isEmpty();
            assertThat(rig.cluster().spec().nodes().workers()).isEmpty();
            assertThat(Files.readString(rig.userKubeconfig.file())).doesNotContain("dev");
        }
    }

    @Test
    void runningTwiceChangesNothing() throws Exception {
        try (Rig rig = new Rig(directory)) {
            up(rig);
            String file = Files.readString(rig.clusters.files(Rig.CLUSTER).clusterYaml());
            String nodes = rig.kubectl("get", "nodes", "-o", "json");
            int before = rig.events.all().size();
            up(rig);
            assertThat(Files.readString(rig.clusters.files(Rig.CLUSTER).clusterYaml()))
                    .isEqualTo(file);
            assertThat(rig.kubectl("get", "nodes", "-o", "json")).isEqualTo(nodes);
            assertThat(rig.events.all().subList(before, rig.events.all().size()))
                    .extracting(StepEvent::message)
                    .contains("runs already", "is a member already")
                    .doesNotContain("made", "initialised", "joined", "reset")
                    .noneMatch(message -> message != null && message.startsWith("installed"));
            down(rig);
            down(rig);
            assertThat(rig.launcher.list(Rig.CLUSTER)).isEmpty();
        }
    }

    static void up(Rig rig) throws Exception {
        rig.run("fetchPackages");
        rig.run("fetchImages");
        rig.run("createKeys");
        rig.run("prepareLauncher");
        rig.controlPlane();
        rig.prepare(Rig.WORKER);
        for (String bean : new String[] {"applyAddOn", "awaitAddOn", "configureAddOn"}) {
            rig.run(bean, Rig.cluster(bean).with(Variables.ADD_ON, "flannel").get());
        }
        rig.run("joinNode", Rig.WORKER);
        rig.run("applyNodeMetadata", Rig.WORKER);
        rig.run("verifyCluster");
        rig.run(
                "saveKubeconfig",
                Rig.cluster("saveKubeconfig")
                        .with(Variables.MERGE_KUBECONFIG, true)
                        .get());
        rig.run("markReady");
    }

    static void down(Rig rig) throws Exception {
        for (String node : new String[] {Rig.WORKER, Rig.CONTROL_PLANE}) {
            for (String bean : new String[] {"drainNode", "deleteNodeObject", "removeMachine", "forgetNode"}) {
                rig.run(
                        bean,
                        Rig.on(bean, node).with(Variables.WHOLE_CLUSTER, true).get());
            }
        }
        rig.run("disposeLauncher");
        rig.run("removeKubeconfig");
    }
}
