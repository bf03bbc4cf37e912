package io.ohmykube.config;

import static io.ohmykube.config.ClusterValidatorTest.VALIDATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterRequestTest {
    private static final String EVERY = "spec.nodes.workers[*].";

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static ClusterRequest yaml(String text) {
        return ClusterRequest.ofYaml(text, "dev.yaml");
    }

    private static Cluster stored(String text) {
        return yaml(text).create("dev", VALIDATOR);
    }

    private static List<String> workers(Cluster cluster) {
        return cluster.spec().nodes().workers().stream().map(NodeSpec::name).toList();
    }

    private static AbstractThrowableAssert<?, ?> refused(Cluster stored, ClusterRequest request) {
        return assertThatThrownBy(() -> request.change(stored, VALIDATOR)).isInstanceOf(InvalidClusterException.class);
    }

    @Test
    void nothingSaidGivesTheDefaultClusterExpanded() {
        Cluster cluster = ClusterRequest.empty().create("dev", VALIDATOR);

        assertThat(cluster.nodes())
                .extracting(NodeSpec::name)
                .containsExactly("dev-control-plane-1", "dev-worker-1", "dev-worker-2");
        assertThat(cluster.nodes()).extracting(NodeSpec::count).containsOnly(1);
    }

    @Test
    void aTimeToLiveBeginsWhenTheClusterIsAskedFor() {
        ClusterRequest request = yaml("metadata: {name: dev, ttl: 1h30m}").livingFrom(NOON);

        assertThat(request.create("dev", VALIDATOR).expires()).contains(NOON.plus(Duration.ofMinutes(90)));
        assertThat(request.expires()).contains(NOON.plus(Duration.ofMinutes(90)));
    }

    @Test
    void anOptionsTimeToLiveWinsOverWhatTheFileSays() {
        ClusterRequest request = yaml("metadata: {expires: 2020-01-31T12:00:00Z}")
                .with("metadata.ttl", "2h", "--ttl")
                .livingFrom(NOON);

        assertThat(request.create("dev", VALIDATOR).expires()).contains(NOON.plus(Duration.ofHours(2)));
    }

    @Test
    void whatNothingIsSaidOfLivesUntilItIsRemoved() {
        ClusterRequest request = yaml("metadata: {name: dev, ttl: null}").livingFrom(NOON);

        assertThat(request.expires()).isEmpty();
        assertThat(request.create("dev", VALIDATOR).expires()).isEmpty();
    }

    @Test
    void aTimeToLiveThatCannotBeReadIsNamedAmongAllProblems() {
        ClusterRequest request = yaml("metadata: {name: dev, colour: red}")
                .with("metadata.ttl", "soon", "--ttl")
                .livingFrom(NOON);

        assertThatThrownBy(() -> request.create("dev", VALIDATOR))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageContaining("metadata.colour: unknown field")
                .hasMessageContaining("--ttl: 'soon' is no time to live; 30m, 2h, 7d or 1h30m are, from 1m to 365d");
    }

    @Test
    void aMomentThatIsOverIsRefusedAndOneToComeIsKept() {
        ClusterRequest exported = yaml("metadata: {name: dev, expires: 2026-11-22T13:00:00Z}");

        assertThat(exported.livingFrom(NOON).create("dev", VALIDATOR).expires())
                .contains(NOON.plus(Duration.ofHours(1)));
        assertThatThrownBy(() -> exported.livingFrom(NOON.plus(Duration.ofHours(1))))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageStartingWith("metadata.expires: 2026-11-22T13:00:00Z is over; say");
    }

    @Test
    void aClusterThatExistsGetsATimeToLiveAndKeepsTheOneItHasWhereNoneIsSaid() {
        Cluster stored = stored("").withExpires(NOON);

        ClusterChange longer = yaml("metadata: {ttl: 2h}").livingFrom(NOON).change(stored, VALIDATOR);
        ClusterChange unsaid = yaml("").livingFrom(NOON).change(stored, VALIDATOR);

        assertThat(longer.wanted().expires()).contains(NOON.plus(Duration.ofHours(2)));
        assertThat(unsaid.wanted()).isEqualTo(stored);
    }

    @Test
    void optionsWinOverTheFileAndTheFileOverTheDefaults() {
        ClusterRequest request =
                yaml("""
                        metadata: {name: prod}
                        spec:
                          networking: {cni: none, podCIDR: 10.1.0.0/16}
                          nodes:
                            master: {resources: {cpu: 4, memory: 8}}
                            workers: [{count: 3, labels: {a: b}, resources: {disk: 30}}]
                        """)
                        .with("spec.networking.cni", "flannel", "--cni")
                        .with("spec.nodes.master.resources.cpu", 6, "--master-cpu")
                        .with(EVERY + "resources.cpu", 2, "--worker-cpu")
                        .with(EVERY + "count", null, "--workers");

        Cluster cluster = request.create("dev", VALIDATOR);

        assertThat(request.name()).contains("prod");
        assertThat(cluster.name()).isEqualTo("prod");
        assertThat(cluster.spec().networking()).isEqualTo(new Networking("flannel", "10.1.0.0/16", "10.96.0.0/12"));
        assertThat(cluster.spec().nodes().controlPlanes().get(0).resources()).isEqualTo(new Resources(6, 8, 20));
        assertThat(cluster.spec().nodes().workers()).hasSize(3).allSatisfy(worker -> {
            assertThat(worker.resources()).isEqualTo(new Resources(2, 2, 30));
            assertThat(worker.labels()).containsEntry("a", "b");
        });
    }

    @Test
    void optionsAreMeantForEveryControlPlaneThatAFileLists() {
        Cluster cluster = yaml("spec: {nodes: {master: [{name: a, resources: {cpu: 4}}, {name: b}, {}]}}")
                .with("spec.nodes.master.resources.memory", 8, "--master-memory")
                .create("dev", VALIDATOR);

        assertThat(cluster.spec().nodes().controlPlanes())
                .extracting(NodeSpec::name, NodeSpec::resources)
                .containsExactly(
                        tuple("a", new Resources(4, 8, 20)),
                        tuple("b", new Resources(2, 8, 20)),
                        tuple("dev-control-plane-1", new Resources(2, 8, 20)));
    }

    @Test
    void aNumberOfControlPlanesBesideAListOfThemIsRefused() {
        ClusterRequest listed = yaml("spec: {nodes: {master: [{name: a}, {name: b}, {name: c}]}}");

        assertThatThrownBy(() -> listed.with("spec.nodes.master.count", 3, "--masters"))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageStartingWith("--masters: the file lists the control planes one by one");
    }

    @Test
    void theControlPlanesOfAClusterThatExistsAreSettled() {
        Cluster stored = stored("spec: {nodes: {master: {count: 3}, workers: [{count: 1}]}}");
        ClusterRequest same = ClusterRequest.ofYaml(ClusterYaml.write(stored), "dev.yaml");

        assertThat(same.change(stored, VALIDATOR).wanted()).isEqualTo(stored);
        assertThat(yaml("spec: {nodes: {master: {count: 3}}}")
                        .change(stored, VALIDATOR)
                        .wanted())
                .isEqualTo(stored);
        refused(stored, ClusterRequest.empty().with("spec.nodes.master.count", 5, "--masters"))
                .hasMessageStartingWith(
                        "--masters: is '3' and not '5', and up neither adds nor removes control planes; 'ohmykube add --masters N'");
        refused(stored, yaml("spec: {nodes: {master: [{name: a}]}}"))
                .hasMessageStartingWith(
                        "spec.nodes.master: is '3' and not '1', and up neither adds nor removes control planes");
        refused(stored, ClusterRequest.empty().with("spec.nodes.master.resources.cpu", 8, "--master-cpu"))
                .hasMessageContaining("of dev-control-plane-3 is '2' and cannot become '8'");
    }

    @Test
    void theSizeOfWorkersAloneKeepsTheirDefaultNumber() {
        Cluster cluster = ClusterRequest.empty()
                .with(EVERY + "resources.cpu", 3, "--worker-cpu")
                .create("dev", VALIDATOR);

        assertThat(cluster.spec().nodes().workers())
                .extracting(NodeSpec::resources)
                .containsExactly(new Resources(3, 2, 10), new Resources(3, 2, 10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec.networking.cni | calico | --cni: 'calico' is not known; allowed: flannel, none",
                "spec.nodes.master.resources.memory | 1MB | --x: '1MB' is not allowed; a whole number from 1 to 2048",
                "spec.nodes.workers[*].resources.memory | 1MB | --x: '1MB' is not allowed; a whole number from 1 to 2048",
                "spec.nodes.workers[*].resources.memory | 0 | --x: '0' is not allowed; a whole number from 1 to 2048",
                "spec.nodes.workers[*].count | 0 | --x: '0' is not allowed; a whole number from 1 to 10 (nodes) is",
                "spec.nodes.workers[*].count | 11 | --x: '11' is not allowed; a whole number from 1 to 10 (nodes) is",
                "spec.nodes.master.count | 2 | --x: '2' control planes are not allowed; 1, 3, 5 or 7 are, since etcd",
                "spec.nodes.master.count | 0 | --x: '0' control planes are not allowed; 1, 3, 5 or 7 are",
                "spec.nodes.master.count | 9 | --x: '9' control planes are not allowed; 1, 3, 5 or 7 are",
                "spec.nodes.master.count | many | --x: 'many' is not allowed; a whole number from 1 to 7 (nodes) is",
                "spec.version | 1.33.0 | --x: '1.33.0' is not allowed; write v1.33.0",
                "metadata.name | No | --x: 'No' is not a name",
            })
    void problemsNameTheOptionThatSaidIt(String path, String value, String problem) {
        String origin = problem.substring(0, problem.indexOf(':'));

        assertThatThrownBy(
                        () -> ClusterRequest.empty().with(path, value, origin).create("dev", VALIDATOR))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageStartingWith(problem)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void whoHasNoRightToThisComputersFilesCanNameNone() {
        ClusterRequest request =
                yaml("""
                        spec:
                          template: /root/vm.yaml
                          certificateAuthorities: [/etc/shadow]
                          nodes:
                            master: {uploads: [{local: /etc/shadow, remote: /opt/x}]}
                            workers:
                            - hooks: {preSystemInit: [hook.sh]}
                              host: {address: 10.0.0.4, key: /home/ada/.ssh/id_ed25519}
                        """)
                        .withoutFiles();

        assertThatThrownBy(() -> request.create("dev", VALIDATOR))
                .isInstanceOfSatisfying(InvalidClusterException.class, refused -> assertThat(refused.problems())
                        .filteredOn(problem -> problem.message().contains("files cannot be named here"))
                        .extracting(Problem::path)
                        .containsExactlyInAnyOrder(
                                "spec.template",
                                "spec.certificateAuthorities",
                                "spec.nodes.master.uploads[0].local",
                                "spec.nodes.workers[0].hooks.preSystemInit",
                                "spec.nodes.workers[0].host.key"));
    }

    @Test
    void relativePathsStartWhereTheRequestWasMade(@TempDir Path directory) throws IOException {
        Path script = Files.writeString(directory.resolve("hook.sh"), "true\n");

        Cluster cluster = yaml("spec: {nodes: {workers: [{hooks: {preSystemInit: [hook.sh]}}]}}")
                .from(directory)
                .create("dev", VALIDATOR);

        assertThat(cluster.spec().nodes().workers().get(0).custom().hooks()).containsValue(List.of(script.toString()));
    }

    @Test
    void aNumberOfWorkersBesideSeveralGroupsIsRefused() {
        ClusterRequest request =
                yaml("spec: {nodes: {workers: [{count: 1}, {count: 2}]}}").with(EVERY + "count", 5, "--workers");

        assertThatThrownBy(() -> request.create("dev", VALIDATOR))
                .hasMessage("--workers: a number of workers can be given only where the file lists one group without a"
                        + " name; it lists 2");
    }

    @Test
    void aNumberOfWorkersWinsOverThatOfTheFilesOneGroup() {
        Cluster cluster = yaml("spec: {nodes: {workers: [{count: 2}]}}")
                .with(EVERY + "count", 3, "--workers")
                .create("dev", VALIDATOR);

        assertThat(workers(cluster)).hasSize(3);
    }

    @Test
    void nothingSaidOfAClusterThatExistsChangesNothing() {
        Cluster stored = stored("spec: {version: v1.33.0, nodes: {workers: [{count: 1, resources: {cpu: 3}}]}}");

        ClusterChange change = ClusterRequest.empty().change(stored, VALIDATOR);

        assertThat(change.wanted()).isEqualTo(stored);
        assertThat(change.added()).isEmpty();
    }

    @Test
    void theFileAClusterWasMadeFromChangesNothing() {
        String text =
                """
                metadata: {name: dev}
                spec:
                  version: v1.33.0
                  nodes:
                    workers: [{count: 2}, {count: 1, resources: {cpu: 4}}, {name: gpu, labels: {gpu: yes}}]
                """;
        Cluster stored = stored(text);

        assertThat(yaml(text).change(stored, VALIDATOR)).isEqualTo(new ClusterChange(stored, List.of(), List.of()));
        assertThat(yaml(ClusterYaml.write(stored)).change(stored, VALIDATOR).added())
                .isEmpty();
    }

    @Test
    void groupsAreMatchedBySizeNotByOrder() {
        Cluster stored = stored("spec: {nodes: {workers: [{resources: {cpu: 1}}, {resources: {cpu: 4}}]}}");

        ClusterChange change =
                yaml("spec: {nodes: {workers: [{resources: {cpu: 4}}, {count: 2, resources: {cpu: 1}}]}}")
                        .change(stored, VALIDATOR);

        assertThat(change.added()).containsExactly("dev-worker-3");
        assertThat(change.wanted()
                        .node("dev-worker-3")
                        .orElseThrow()
                        .resources()
                        .cpu())
                .isEqualTo(1);
    }

    @Test
    void moreWorkersAreAddedAndAreLikeThoseThereAre() {
        Cluster stored = stored("spec: {nodes: {workers: [{count: 2, resources: {cpu: 3}, labels: {a: b}}]}}");

        ClusterChange change =
                ClusterRequest.empty().with(EVERY + "count", 4, "--workers").change(stored, VALIDATOR);

        assertThat(change.added()).containsExactly("dev-worker-3", "dev-worker-4");
        NodeSpec added = change.wanted().node("dev-worker-4").orElseThrow();
        assertThat(added.resources().cpu()).isEqualTo(3);
        assertThat(added.labels()).containsEntry("a", "b");
    }

    @Test
    void aNamedNodeThatDoesNotExistIsAddedByItsName() {
        Cluster stored = stored("spec: {nodes: {workers: [{count: 1}]}}");

        ClusterChange change =
                yaml("spec: {nodes: {workers: [{count: 1}, {name: gpu}]}}").change(stored, VALIDATOR);

        assertThat(change.added()).containsExactly("gpu");
    }

    @Test
    void upRemovesNoNodeAndSaysWhatDoes() {
        Cluster stored = stored("spec: {nodes: {workers: [{count: 3}]}}");

        refused(stored, ClusterRequest.empty().with(EVERY + "count", 1, "--workers"))
                .hasMessage(
                        "--workers: dev-worker-2, dev-worker-3 would have to go, and up removes no node; remove with:"
                                + " ohmykube delete dev-worker-2 dev-worker-3 --name dev");
    }

    @Test
    void aNodeOfItsOwnNameIsNotTakenForOneOfAGroup() {
        Cluster stored = stored("spec: {nodes: {workers: [{count: 1}, {name: gpu}]}}");

        refused(stored, yaml("spec: {nodes: {workers: [{count: 2}]}}"))
                .hasMessageContaining("ohmykube delete gpu --name dev");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec.version | v1.34.0 | spec.version: is 'v1.33.0' and cannot become 'v1.34.0'",
                "spec.launcher | simulated | spec.launcher: is 'container' and cannot become 'simulated'",
                "spec.networking.cni | none | spec.networking.cni: is 'flannel' and cannot become 'none'",
                "spec.networking.podCIDR | 10.9.0.0/16 | spec.networking.podCIDR: is '10.244.0.0/16' and cannot become",
                "spec.networking.serviceCIDR | 10.9.0.0/16 | spec.networking.serviceCIDR: is '10.96.0.0/12' and cannot",
                "spec.networking.controlPlaneEndpoint | lb.example | spec.networking.controlPlaneEndpoint: is not set and",
                "spec.storage.csi | none | spec.storage.csi: is 'local-path-provisioner' and cannot become 'none'",
                "spec.loadBalancer.type | none | spec.loadBalancer.type: is 'metallb' and cannot become 'none'",
                "spec.loadBalancer.ipPool | 10.9.0.0/24 | spec.loadBalancer.ipPool: is not set and cannot become",
                "spec.enableSwap | true | spec.enableSwap: is 'false' and cannot become 'true'",
                "spec.template | debian | spec.template: is not set and cannot become 'debian'",
                "spec.packages.runc | v1.2.0 | spec.packages.runc: is not set and cannot become 'v1.2.0'",
                "spec.kubeadmConfig | 'kind: InitConfiguration' | spec.kubeadmConfig: differs from the one",
                "metadata.namespace | other | metadata.namespace: is 'default' and cannot become 'other'",
                "spec.nodes.master.resources.cpu | 8 | spec.nodes.master.resources.cpu: of dev-control-plane-1 is '2'",
                "spec.nodes.workers[*].resources.cpu | 8 | spec.nodes.workers[*].resources.cpu: of dev-worker-1 is '1'",
            })
    void whatCannotChangeIsRefusedWithTheOldAndTheNewValue(String path, String value, String problem) {
        Cluster stored = stored("spec: {version: v1.33.0, launcher: container, nodes: {workers: [{count: 1}]}}");

        refused(stored, ClusterRequest.empty().with(path, value, path))
                .hasMessageStartingWith(problem)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void anImageThatTheClusterDoesNotHaveIsBroughtByLoad() {
        Cluster stored = stored("spec: {images: [busybox, nginx]}");

        refused(stored, yaml("spec: {images: [nginx, redis]}"))
                .hasMessageStartingWith("spec.images: 'redis' is not among those")
                .hasMessageContaining("ohmykube load redis --name dev")
                .message()
                .doesNotContain("nginx");
        assertThat(yaml("spec: {images: [nginx]}")
                        .change(stored, VALIDATOR)
                        .wanted()
                        .spec()
                        .images())
                .containsExactly("busybox", "nginx");
    }

    @Test
    void everyDifferenceIsNamedAtOnce() {
        Cluster stored = stored("");

        refused(stored, yaml("{spec: {networking: {cni: none}, enableSwap: true, nodes: {workers: [{count: 1}]}}}"))
                .isInstanceOfSatisfying(InvalidClusterException.class, e -> assertThat(e.problems())
                        .extracting(Problem::path)
                        .containsExactly("spec.networking.cni", "spec.enableSwap", "spec.nodes.workers"));
    }

    @Test
    void tooManyMoreWorkersAreRefused() {
        refused(stored(""), yaml("spec: {nodes: {workers: [{count: 6}, {count: 5}]}}"))
                .hasMessage("spec.nodes.workers: '11' workers are not allowed; 1 to 10 are");
    }

    @Test
    void aVersionThatWasNotResolvedYetMayStillBeGiven() {
        ClusterChange change = ClusterRequest.empty()
                .with("spec.version", "v1.33.0", "--k8s-version")
                .change(stored(""), VALIDATOR);

        assertThat(change.wanted().spec().version()).isEqualTo("v1.33.0");
        assertThat(change.added()).isEmpty();
    }

    @Test
    void aClusterThatLostItsWorkersIsStillOneThatNothingIsToBeDoneTo() {
        Cluster stored = stored("spec: {nodes: {workers: [{count: 1}]}}").withoutWorker("dev-worker-1");

        assertThat(ClusterRequest.empty().change(stored, VALIDATOR).added()).isEmpty();
    }

    @Test
    void addMakesOneWorkerOfTheDefaultSizeWhereNothingIsSaid() {
        ClusterChange change = ClusterRequest.empty().add(stored(""), VALIDATOR);

        assertThat(change.added()).containsExactly("dev-worker-3");
        assertThat(change.wanted().node("dev-worker-3").orElseThrow().resources())
                .isEqualTo(ClusterDefaults.WORKER);
    }

    @Test
    void addMakesAsManyWorkersOfTheSizeThatIsSaid() {
        ClusterChange change = ClusterRequest.empty()
                .with(EVERY + "count", 3, "--count")
                .with(EVERY + "resources.cpu", 2, "--cpu")
                .add(stored(""), VALIDATOR);

        assertThat(change.added()).containsExactly("dev-worker-3", "dev-worker-4", "dev-worker-5");
        assertThat(change.wanted().node("dev-worker-5").orElseThrow().resources())
                .isEqualTo(new Resources(2, 2, 10));
    }

    @Test
    void addMakesControlPlanesLikeTheLastOneAndNoWorkerUnlessThatIsSaid() {
        Cluster stored = member(stored("spec: {nodes: {master: {resources: {cpu: 4}, labels: {a: b}}}}"));
        ClusterRequest two = ClusterRequest.empty()
                .with("spec.nodes.master.count", 2, "--masters")
                .with("spec.nodes.master.resources.memory", 8, "--memory")
                .with(EVERY + "resources.memory", 8, "--memory");

        ClusterChange change = two.add(stored, VALIDATOR);

        assertThat(change.controlPlanes()).containsExactly("dev-control-plane-2", "dev-control-plane-3");
        assertThat(change.added()).isEmpty();
        NodeSpec added = change.wanted().node("dev-control-plane-3").orElseThrow();
        assertThat(added.resources().cpu()).isEqualTo(4);
        assertThat(added.resources().memory()).isEqualTo(8);
        assertThat(added.labels()).containsEntry("a", "b");
        assertThat(two.with(EVERY + "count", 1, "--count")
                        .add(stored, VALIDATOR)
                        .added())
                .containsExactly("dev-worker-3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count | 7 | '8' control planes are not allowed; 1 to 7 are",
                "count | 0 | '0' is not allowed; a whole number from 1 to 7 (nodes) is",
                "resources.memory | 1 | '1' is not allowed; a whole number from 2",
            })
    void addRefusesControlPlanesThatCannotBe(String field, int value, String problem) {
        ClusterRequest request = ClusterRequest.empty()
                .with("spec.nodes.master.count", 2, "--masters")
                .with("spec.nodes.master." + field, value, "--x");

        assertThatThrownBy(() -> request.add(member(stored("")), VALIDATOR))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageStartingWith("--x: " + problem);
    }

    /** A cluster with its first control plane made. */
    private static Cluster member(Cluster cluster) {
        return cluster.withStatus(status -> status.withNode(new NodeStatus(
                cluster.firstControlPlane(), Role.CONTROL_PLANE, NodeStatus.Phase.READY, "10.0.0.2", null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count | 9 | spec.nodes.workers: '11' workers are not allowed; 1 to 10 are",
                "count | 0 | --x: '0' is not allowed; a whole number from 1 to 10 (nodes) is",
                "resources.memory | 1MB | --x: '1MB' is not allowed; a whole number from 1 to 2048 (GiB) is",
                "resources.disk | 1 | --x: '1' is not allowed; a whole number from 5 to 65536 (GiB) is",
            })
    void addRefusesWhatUpRefuses(String field, String value, String problem) {
        ClusterRequest request = ClusterRequest.empty().with(EVERY + field, value, "--x");

        assertThatThrownBy(() -> request.add(stored(""), VALIDATOR))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessage(problem.startsWith("spec") ? "--x" + problem.substring(18) : problem);
    }
}
