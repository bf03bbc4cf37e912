package io.ohmykube.workers.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.Taint;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.workers.script.ScriptedRemote;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubectlTest {
    private static final String KUBECTL = "kubectl --kubeconfig /etc/kubernetes/admin.conf ";
    private static final String TWO_NODES =
            """
            {"items": [
              {"metadata": {"name": "w", "labels": {"disk": "ssd"}},
               "spec": {"unschedulable": true, "taints": [{"key": "k", "effect": "NoSchedule"}]},
               "status": {"conditions": [{"type": "MemoryPressure", "status": "True"},
                                         {"type": "Ready", "status": "False", "message": "network not ready"}],
                          "nodeInfo": {"kubeletVersion": "v1.33.0"}}},
              {"metadata": {"name": "cp"},
               "status": {"conditions": [{"type": "Ready", "status": "True", "message": "kubelet is posting"}],
                          "addresses": [{"type": "Hostname", "address": "cp"}, {"type": "InternalIP", "address": "10.9.8.2"}],
                          "nodeInfo": {"kubeletVersion": "v1.33.0"}}}]}
            """;

    private final ScriptedRemote remote = new ScriptedRemote();
    private final Kubectl kubectl = new Kubectl(remote, Patience.NONE);

    @Test
    void readsNodesSortedByName() {
        remote.answering(KUBECTL + "--request-timeout=20s get nodes -o json", TWO_NODES);
        assertThat(kubectl.nodes())
                .containsExactly(
                        new NodeObject("cp", true, null, true, "10.9.8.2", "v1.33.0", Map.of(), Map.of(), List.of()),
                        new NodeObject(
                                "w",
                                false,
                                "network not ready",
                                false,
                                null,
                                "v1.33.0",
                                Map.of("disk", "ssd"),
                                Map.of(),
                                List.of(new Taint("k", null, "NoSchedule"))));
    }

    @Test
    void aNodeThatDoesNotExistIsEmpty() {
        assertThat(kubectl.node("nobody")).isEmpty();
    }

    @Test
    void waitingForNodesThatDoNotGetReadySaysWhichAndWhy() {
        remote.answering(KUBECTL + "--request-timeout=20s get nodes", TWO_NODES)
                .failing(KUBECTL + "wait node", "error: timed out waiting for the condition on nodes/w");
        assertThatThrownBy(() -> kubectl.awaitReady(List.of("cp", "w", "x"), Duration.ofSeconds(9)))
                .isInstanceOf(NotReadyException.class)
                .hasMessage("w is not ready: network not ready; x is not known to the API server");
        assertThat(remote.commands())
                .first()
                .isEqualTo(KUBECTL + "wait node cp w x --for=condition=Ready --timeout=9s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The connection to the server 10.9.8.2:6443 was refused - did you specify the right host or port?",
                "Unable to connect to the server: net/http: TLS handshake timeout",
                "Error from server (ServiceUnavailable): the server is currently unable to handle the request",
                "Error from server: etcdserver: request timed out",
                "Error from server (InternalError): Internal error occurred: failed calling webhook \"x\": EOF",
                "error: unable to recognize \"STDIN\": no matches for kind \"IPAddressPool\" in version \"metallb.io/v1beta1\"",
            })
    void anApiServerThatCannotNowIsToldFromOneThatRefuses(String stderr) {
        remote.failing(KUBECTL + "apply", stderr);
        assertThatThrownBy(() -> kubectl.apply("kind: X"))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContaining(stderr)
                .hasMessageStartingWith("dev-control-plane-1: ");
    }

    @Test
    void aRefusalStaysTheFailureOfTheCommand() {
        remote.failing(KUBECTL + "apply", "error validating data: unknown field \"spec.x\"");
        assertThatThrownBy(() -> kubectl.apply("kind: X")).isInstanceOf(CommandFailedException.class);
    }

    @Test
    void aManifestGoesInOnStandardInput() {
        kubectl.apply("kind: X");
        assertThat(remote.commands()).containsExactly(KUBECTL + "apply --validate=false -f -");
        assertThat(remote.input(KUBECTL)).isEqualTo("kind: X");
    }

    @Test
    void aDocumentTooLargeForTheClientsWayIsAppliedByTheServer() {
        kubectl.apply("kind: A\n---\nkind: " + "x".repeat(260_000));
        assertThat(remote.commands()).containsExactly(KUBECTL + "apply --server-side --force-conflicts -f -");
    }

    @Test
    void whatExistsAlreadyIsLeftAlone() {
        remote.failing(
                KUBECTL + "create",
                "Error from server (AlreadyExists): error when creating \"STDIN\": secrets \"memberlist\" already exists");
        kubectl.createIfAbsent("kind: Secret");
        assertThat(remote.commands()).hasSize(1);
    }

    @Test
    void aRefusalBesideWhatExistsIsNotSwallowed() {
        remote.failing(
                KUBECTL + "create",
                """
                Error from server (AlreadyExists): secrets "a" already exists
                Error from server (Forbidden): secrets "b" is forbidden""");
        assertThatThrownBy(() -> kubectl.createIfAbsent("kind: Secret")).isInstanceOf(CommandFailedException.class);
    }

    @Test
    void labelsAndTaintsAreSetOverWhatIsThereAndNothingIsRunForNone() {
        kubectl.label("w", Map.of("disk", "ssd"));
        kubectl.taint("w", List.of(new Taint("a", "b", "NoSchedule"), new Taint("c", null, "NoExecute")));
        kubectl.label("w", Map.of());
        kubectl.taint("w", List.of());
        assertThat(remote.commands())
                .containsExactly(
                        KUBECTL + "label node w --overwrite disk=ssd",
                        KUBECTL + "taint node w --overwrite a=b:NoSchedule c:NoExecute");
    }

    @Test
    void drainingANodeThatIsGoneIsDone() {
        remote.failing(KUBECTL + "drain", "Error from server (NotFound): nodes \"w\" not found");
        kubectl.drain("w", DrainOptions.GRACEFUL);
        assertThat(remote.commands()).singleElement().asString().doesNotContain("--disable-eviction");
    }

    @Test
    void aDrainThatABudgetForbidsFails() {
        remote.failing(KUBECTL + "drain", "error when evicting pod \"p\": Cannot evict pod as it would violate");
        assertThatThrownBy(() -> kubectl.drain("w", new DrainOptions(true, Duration.ofSeconds(5))))
                .isInstanceOf(CommandFailedException.class);
        assertThat(remote.commands()).singleElement().asString().endsWith("--timeout=5s --disable-eviction");
    }

    @Test
    void aWorkloadIsAvailableWhenAllOfItsNewestVersionIs() {
        assertThat(daemonSet(2, 2, 2, 3).isAvailable()).isTrue();
        assertThat(daemonSet(2, 1, 2, 3).isAvailable()).isFalse();
        assertThat(daemonSet(2, 2, 1, 3).isAvailable()).isFalse();
        assertThat(daemonSet(0, 0, 0, 3).isAvailable()).isTrue();
        assertThat(daemonSet(0, 0, 0, 2).isAvailable())
                .as("not looked at by its controller yet")
                .isFalse();
        assertThat(WorkloadStatus.of("").isAvailable()).isFalse();
    }

    @Test
    void aDeploymentWantsItsReplicas() {
        assertThat(
                        WorkloadStatus.of(
                                """
                        {"kind": "Deployment", "metadata": {"generation": 1}, "spec": {"replicas": 3},
                         "status": {"observedGeneration": 1, "availableReplicas": 2, "updatedReplicas": 3}}"""))
                .isEqualTo(new WorkloadStatus(true, 3, 2));
    }

    @Test
    void waitingForAWorkloadShowsItsPodsWhenTheTimeIsOver() {
        remote.answering(KUBECTL + "--request-timeout=20s get pods -n metallb-system", "speaker-1 ImagePullBackOff")
                .failing(KUBECTL + "rollout", "error: timed out waiting for the condition");
        assertThatThrownBy(
                        () -> kubectl.awaitAvailable("daemonset", "metallb-system", "speaker", Duration.ofSeconds(3)))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("daemonset metallb-system/speaker")
                .hasMessageContaining("ImagePullBackOff");
    }

    @Test
    void anApiServerThatIsAwayIsNotHealthy() {
        assertThat(kubectl.apiHealthy()).isTrue();
        remote.failing(KUBECTL, "connection refused");
        assertThat(kubectl.apiHealthy()).isFalse();
    }

    private static WorkloadStatus daemonSet(int desired, int available, int updated, int observed) {
        return WorkloadStatus.of(
                """
                {"kind": "DaemonSet", "metadata": {"generation": 3},
                 "status": {"observedGeneration": %d, "desiredNumberScheduled": %d, "numberAvailable": %d,
                            "updatedNumberScheduled": %d}}"""
                        .formatted(observed, desired, available, updated));
    }
}
