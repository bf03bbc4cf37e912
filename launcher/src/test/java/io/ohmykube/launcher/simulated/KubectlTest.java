package io.ohmykube.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.launcher.simulated.SimulatedNodes.Result;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KubectlTest {
    static final String NETWORK =
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: kube-flannel}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: kube-flannel-ds, namespace: kube-flannel}
            spec:
              template:
                spec:
                  hostNetwork: true
                  tolerations: [{operator: Exists, effect: NoSchedule}]
                  volumes: [{name: cni, hostPath: {path: /etc/cni/net.d}}]
            """;

    private static final String WEB =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec: {replicas: 4, template: {spec: {}}}
            """;

    @TempDir
    private Path directory;

    private SimulatedNodes nodes;

    @BeforeEach
    void startWithTwoNodes() {
        nodes = new SimulatedNodes(directory, Scenario.NONE);
        nodes.prepared("cp");
        nodes.init("cp");
        for (String worker : new String[] {"w1", "w2"}) {
            nodes.prepared(worker);
            nodes.join(worker, "cp");
        }
    }

    @Test
    void nodesAreReadyOnceAPodNetworkIsApplied() {
        assertThat(waitReady("1s").stderr()).contains("timed out waiting for the condition");

        nodes.apply("cp", NETWORK);

        assertThat(waitReady("10s").exitCode()).isZero();
    }

    @Test
    void waitingEndsWhenSomebodyElseBringsItAbout() {
        CompletableFuture<Result> waiting = CompletableFuture.supplyAsync(() -> waitReady("60s"));

        nodes.apply("cp", NETWORK);

        assertThat(waiting.join().exitCode()).isZero();
    }

    @Test
    void applyingTwiceChangesNothing() {
        assertThat(nodes.apply("cp", NETWORK).stdout()).contains("daemonset.apps/kube-flannel-ds created");
        assertThat(nodes.apply("cp", NETWORK).stdout()).contains("daemonset.apps/kube-flannel-ds unchanged");
    }

    @Test
    void creatingWhatExistsIsRefusedAndTheRestIsMade() {
        nodes.apply("cp", NETWORK);

        Result again = nodes.given(NETWORK + "---\n" + WEB, "cp", "kubectl", SimulatedNodes.ADMIN, "create", "-f", "-");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.stderr()).contains("(AlreadyExists)");
        assertThat(again.stdout()).contains("deployment.apps/web created");
    }

    @Test
    void aCustomResourceNeedsItsDefinitionFirst() {
        Result pool = nodes.apply(
                "cp",
                """
                apiVersion: metallb.io/v1beta1
                kind: IPAddressPool
                metadata: {name: pool, namespace: default}
                """);

        assertThat(pool.exitCode()).isEqualTo(1);
        assertThat(pool.stderr()).contains("no matches for kind \"IPAddressPool\"");
    }

    @Test
    void aDeploymentIsAvailableOnWorkersOnlyAndNotWithoutANetwork() {
        nodes.apply("cp", WEB);
        assertThat(rollout("1s").stderr()).contains("timed out");

        nodes.apply("cp", NETWORK);

        assertThat(rollout("10s").exitCode()).isZero();
        assertThat(podsOn("cp")).doesNotContain("web-");
        assertThat(podsOn("w1")).contains("web-");
        assertThat(podsOn("w2")).contains("web-");
    }

    @Test
    void drainingMovesPodsToOtherNodesAndLeavesThoseOfDaemonSets() {
        nodes.apply("cp", NETWORK);
        nodes.apply("cp", WEB);

        Result drain = nodes.kubectl("cp", "drain", "w1", "--ignore-daemonsets", "--delete-emptydir-data", "--force");

        assertThat(drain.exitCode()).as(drain.stderr()).isZero();
        assertThat(drain.stdout()).contains("evicting pod default/web-");
        assertThat(podsOn("w1")).doesNotContain("web-").contains("kube-flannel-ds-w1");
        assertThat(rollout("10s").exitCode()).isZero();
    }

    @Test
    void drainingRefusesPodsOfDaemonSetsUnlessTold() {
        nodes.apply("cp", NETWORK);

        assertThat(nodes.kubectl("cp", "drain", "w1").stderr()).contains("use --ignore-daemonsets");
    }

    @Test
    void aDeletedNodeIsGoneWithItsPods() {
        nodes.apply("cp", NETWORK);
        nodes.kubectl("cp", "delete", "node", "w1");

        assertThat(nodes.kubectl("cp", "get", "node", "w1", "-o", "json", "--ignore-not-found")
                        .stdout())
                .isEmpty();
        assertThat(nodes.kubectl("cp", "get", "node", "w1").stderr()).contains("nodes \"w1\" not found");
        assertThat(podsOn("w1")).isBlank();
    }

    @Test
    void labelsAndTaintsAreSetAndRepeatingItChangesNothing() {
        for (int i = 0; i < 2; i++) {
            nodes.kubectl("cp", "label", "node", "w1", "--overwrite", "disk=ssd");
            nodes.kubectl("cp", "taint", "node", "w1", "--overwrite", "gpu=yes:NoSchedule");
        }

        assertThat(nodes.kubectl("cp", "get", "nodes", "-l", "disk=ssd", "-o", "name")
                        .stdout())
                .isEqualTo("node/w1\n");
        assertThat(nodes.kubectl("cp", "get", "node", "w1", "-o", "json").stdout())
                .containsOnlyOnce("\"gpu\"");
    }

    @Test
    void aNodeWhoseMachineHasGoneIsNotReady() throws Exception {
        nodes.apply("cp", NETWORK);
        nodes.cluster().remove("w1");

        assertThat(nodes.kubectl("cp", "get", "nodes").stdout()).contains("w1   NotReady", "w2   Ready");
    }

    @Test
    void nothingAnswersWithoutAKubeconfig() {
        assertThat(nodes.run("w1", "kubectl", "get", "nodes").stderr()).contains("localhost:8080 was refused");
    }

    @Test
    void whatIsNotSimulatedFailsLoudly() {
        assertThat(nodes.kubectl("cp", "explain", "pods").exitCode()).isEqualTo(127);
        assertThat(nodes.kubectl("cp", "get", "nodes", "-o", "go-template={{.}}")
                        .stderr())
                .startsWith("simulated: unknown command");
        assertThat(nodes.line("cp", "echo a | wc", "").stderr()).contains("needs a shell");
        assertThat(nodes.run("cp", "sh", "-c", "uptime").stderr()).contains("without a marker line");
        assertThat(nodes.script("cp", "not-there").exitCode()).isEqualTo(127);
    }

    private Result waitReady(String timeout) {
        return nodes.kubectl("cp", "wait", "node", "cp", "w1", "w2", "--for=condition=Ready", "--timeout=" + timeout);
    }

    private Result rollout(String timeout) {
        return nodes.kubectl("cp", "rollout", "status", "deployment", "web", "--timeout=" + timeout);
    }

    private String podsOn(String node) {
        return nodes.kubectl("cp", "get", "pods", "-A")
                .stdout()
                .lines()
                .filter(line -> line.contains("   " + node + "   "))
                .reduce("", (all, line) -> all + line + "\n");
    }
}
