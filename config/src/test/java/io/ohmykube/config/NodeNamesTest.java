package io.ohmykube.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeNamesTest {
    private static final NodeSpec ONE = NodeSpec.group(1, ClusterDefaults.WORKER);

    private static List<String> names(Cluster cluster) {
        return cluster.spec().nodes().workers().stream().map(NodeSpec::name).toList();
    }

    @Test
    void expandingTwiceChangesNothing() {
        Cluster expanded = NodeNames.expand(ClusterDefaults.cluster("dev"));

        assertThat(names(expanded)).containsExactly("dev-worker-1", "dev-worker-2");
        assertThat(NodeNames.expand(expanded)).isEqualTo(expanded);
    }

    @Test
    void namesThatWereGivenAreKept() {
        Cluster cluster = ClusterYaml.read(
                "{metadata: {name: dev}, spec: {nodes: {master: {name: brain}, workers: [{name: gpu}, {count: 2}]}}}",
                "x");

        Cluster expanded = NodeNames.expand(cluster);

        assertThat(expanded.spec().nodes().controlPlanes().get(0).name()).isEqualTo("brain");
        assertThat(names(expanded)).containsExactly("gpu", "dev-worker-1", "dev-worker-2");
    }

    @Test
    void controlPlanesAreNumberedAndKeepTheirNames() {
        Cluster cluster = ClusterYaml.read("{metadata: {name: dev}, spec: {nodes: {master: {count: 3}}}}", "x");

        Cluster expanded = NodeNames.expand(cluster);

        assertThat(expanded.spec().nodes().controlPlanes())
                .extracting(NodeSpec::name)
                .containsExactly("dev-control-plane-1", "dev-control-plane-2", "dev-control-plane-3");
        assertThat(NodeNames.expand(expanded)).isEqualTo(expanded);
        assertThat(ClusterYaml.read(ClusterYaml.write(expanded), "x")).isEqualTo(expanded);
    }

    @Test
    void theNameOfARemovedWorkerIsNotTakenWhileAHigherOneLives() {
        Cluster cluster = NodeNames.expand(ClusterDefaults.cluster("dev")).withoutWorker("dev-worker-1");

        assertThat(names(NodeNames.expand(NodeNames.withWorkers(cluster, List.of(ONE.withCount(2))))))
                .containsExactly("dev-worker-2", "dev-worker-3", "dev-worker-4");
    }

    @Test
    void theNameOfAWorkerWhoseMachineIsStillThereIsNotTaken() {
        Cluster cluster = NodeNames.expand(ClusterDefaults.cluster("dev"))
                .withStatus(status -> status.withNode(
                        new NodeStatus("dev-worker-7", Role.WORKER, NodeStatus.Phase.DELETE_FAILED, null, "busy")));

        assertThat(names(NodeNames.expand(NodeNames.withWorkers(cluster, List.of(ONE)))))
                .endsWith("dev-worker-8");
    }

    @Test
    void aControlPlaneThatIsCalledLikeAWorkerDoesNotMeetOne() {
        Cluster cluster =
                ClusterYaml.read("{metadata: {name: dev}, spec: {nodes: {master: {name: dev-worker-1}}}}", "x");

        assertThat(names(NodeNames.expand(cluster))).containsExactly("dev-worker-2", "dev-worker-3");
    }

    @Test
    void namesThatOnlyLookNumberedAreNotCounted() {
        Cluster cluster = ClusterYaml.read(
                "{metadata: {name: dev}, spec: {nodes: {workers: [{name: dev-worker-0x}, {name: dev-worker-007}, {}]}}}",
                "x");

        assertThat(names(NodeNames.expand(cluster))).endsWith("dev-worker-1");
    }
}
