package io.ohmykube.workers.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.addons.AddOnFiles;
import io.ohmykube.addons.YamlManifests;
import io.ohmykube.cache.Architecture;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterSpec;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.LoadBalancer;
import io.ohmykube.config.Metadata;
import io.ohmykube.config.Networking;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.Nodes;
import io.ohmykube.config.Outside;
import io.ohmykube.config.Proxy;
import io.ohmykube.config.Resources;
import io.ohmykube.config.Storage;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineTraits;
import io.ohmykube.workers.needs.ClusterNeeds;
import io.ohmykube.workers.script.ScriptedRemote;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeSetupTest {
    private static final MachineTraits CONTAINER = new MachineTraits(true, true, true, true, false);

    @TempDir
    private Path directory;

    private final ScriptedRemote remote = new ScriptedRemote().answering("uname -m", "x86_64\n");
    private ShelfCache cache;
    private NodeSetup setup;

    @BeforeEach
    void fillTheCache() {
        cache = new ShelfCache(directory);
        SmallCatalogue catalogue = new SmallCatalogue();
        setup = new NodeSetup(cache, catalogue, new ClusterNeeds(catalogue, AddOnFiles.builtIn(), new YamlManifests()));
    }

    @Test
    void aMachineOfItsOwnKeepsItsSettingsOverARestart() {
        setup.prepareSystem(remote, machine(MachineTraits.VIRTUAL_MACHINE), cluster());
        assertThat(remote.files().get("/etc/modules-load.d/ohmykube.conf")).isEqualTo("overlay\nbr_netfilter\n");
        assertThat(remote.files().get("/etc/sysctl.d/99-ohmykube.conf")).contains("net.ipv4.ip_forward = 1");
        assertThat(remote.commands()).last().isEqualTo("prepare-system dev-worker-1 10.9.8.3 own-kernel swap-off");
    }

    @Test
    void aSharedKernelIsLeftToItsHost() {
        setup.prepareSystem(remote, machine(CONTAINER), cluster());
        assertThat(remote.commands()).containsExactly("prepare-system dev-worker-1 10.9.8.3 shared-kernel swap-off");
    }

    @Test
    void theKernelIsAskedForWhatAnotherModeOfKubeProxyNeeds() {
        setup.prepareSystem(remote, machine(MachineTraits.VIRTUAL_MACHINE), cluster(Outside.DIRECT, Networking.IPVS));
        assertThat(remote.files().get("/etc/modules-load.d/ohmykube-ipvs.conf")).startsWith("ip_vs\n");
        assertThat(remote.commands()).last().isEqualTo("prepare-proxy ipvs own-kernel");

        setup.prepareSystem(remote, machine(CONTAINER), cluster(Outside.DIRECT, Networking.NFTABLES));
        assertThat(remote.commands()).last().isEqualTo("prepare-proxy nftables shared-kernel");
    }

    @Test
    void aKernelThatCannotServeTheModeIsNoFailureOfTheCommand() {
        remote.failing("prepare-proxy", 3, "mode ipvs needs modules: ip_vs\n");
        assertThatThrownBy(
                        () -> setup.prepareSystem(remote, machine(CONTAINER), cluster(Outside.DIRECT, Networking.IPVS)))
                .isInstanceOf(UnfitKernelException.class)
                .hasMessage("dev-worker-1: mode ipvs needs modules: ip_vs");
    }

    @Test
    void saysWhatChangedAndThatNothingDid() {
        remote.answering("prepare-system", "changed: swap is off\nleft alone: x\nchanged: module br_netfilter\n");
        assertThat(setup.prepareSystem(remote, machine(CONTAINER), cluster()))
                .isEqualTo("swap is off; module br_netfilter");
        assertThat(setup.prepareSystem(new ScriptedRemote(), machine(CONTAINER), cluster()))
                .isEqualTo("nothing to change");
    }

    @Test
    void filesThatAreThereAreNotSentAgain() {
        setup.configureRuntime(remote, machine(CONTAINER), cluster());
        StringBuilder sums = new StringBuilder();
        remote.files().forEach((path, text) -> sums.append(new NodeFile(path, text).sha256())
                .append("  ")
                .append(path)
                .append('\n'));
        ScriptedRemote again =
                new ScriptedRemote().answering("uname -m", "x86_64").answering("sha256sum", sums.toString());
        assertThat(setup.configureRuntime(again, machine(CONTAINER), cluster())).isEqualTo("nothing to change");
        assertThat(again.files()).isEmpty();
        assertThat(remote.files()).hasSize(5);
    }

    @Test
    void containerdIsFittedToWhatTheMachineCanDo() {
        setup.configureRuntime(remote, machine(CONTAINER), cluster());
        assertThat(remote.files().get("/etc/containerd/config.toml"))
                .contains("version = 2\n", "restrict_oom_score_adj = true", "SystemdCgroup = false")
                .contains("sandbox_image = \"registry.k8s.io/pause:3.2\"");
        assertThat(remote.files().get("/etc/systemd/system/containerd.service"))
                .doesNotContain("Limit", "OOMScoreAdjust");

        ScriptedRemote machineOfItsOwn = new ScriptedRemote().answering("uname -m", "aarch64");
        setup.configureRuntime(machineOfItsOwn, machine(MachineTraits.VIRTUAL_MACHINE), cluster());
        assertThat(machineOfItsOwn.files().get("/etc/containerd/config.toml"))
                .contains("restrict_oom_score_adj = false", "SystemdCgroup = true");
        assertThat(machineOfItsOwn.files().get("/etc/systemd/system/containerd.service"))
                .contains("LimitNOFILE=infinity", "OOMScoreAdjust=-999");
    }

    @Test
    void aKubeletInAContainerLooksForNoCloud() {
        String metadata = "\nEnvironment=AWS_EC2_METADATA_DISABLED=true\n";
        setup.configureRuntime(remote, machine(CONTAINER), cluster());
        assertThat(remote.files().get("/etc/systemd/system/kubelet.service")).contains(metadata);

        ScriptedRemote machineOfItsOwn = new ScriptedRemote().answering("uname -m", "aarch64");
        setup.configureRuntime(machineOfItsOwn, machine(MachineTraits.VIRTUAL_MACHINE), cluster());
        assertThat(machineOfItsOwn.files().get("/etc/systemd/system/kubelet.service"))
                .doesNotContain(metadata, "@");
    }

    @Test
    void mirrorsAreAskedInOrderAndBeforeTheRegistry() {
        Outside outside = outside(Map.of(
                "docker.io", List.of("http://10.0.0.1:5000", "https://mirror.example/proxied/"),
                "registry.example:5000", List.of("http://10.0.0.1:5000"),
                "*", List.of("http://10.0.0.2:5000")));
        setup.configureRuntime(remote, machine(CONTAINER), cluster(outside));
        assertThat(remote.files().get("/etc/containerd/certs.d/docker.io/hosts.toml"))
                .isEqualTo(
                        """
                        # ohmykube: spec.registries.mirrors
                        server = "https://registry-1.docker.io"
                        ca = "/etc/ohmykube/ca.crt"

                        [host."http://10.0.0.1:5000"]
                          capabilities = ["pull", "resolve"]

                        [host."https://mirror.example/proxied/v2"]
                          capabilities = ["pull", "resolve"]
                          override_path = true
                          ca = "/etc/ohmykube/ca.crt"

                        [host."http://10.0.0.2:5000"]
                          capabilities = ["pull", "resolve"]
                        """);
        assertThat(remote.files().get("/etc/containerd/certs.d/registry.example:5000/hosts.toml"))
                .contains("server = \"https://registry.example:5000\"");
        assertThat(remote.files().get("/etc/containerd/certs.d/_default/hosts.toml"))
                .contains("[host.\"http://10.0.0.2:5000\"]")
                .doesNotContain("server");
        assertThat(remote.files().get("/etc/ohmykube/ca.crt")).isEqualTo("PEM\n");
    }

    @Test
    void aMirrorOnALoopbackAddressIsLeftOutAndSaid() {
        Outside outside = new Outside(
                Map.of(
                        "*",
                        List.of("http://127.0.0.1:5000"),
                        "docker.io",
                        List.of("http://localhost:1", "http://10.0.0.1")),
                new Proxy("http://me:secret@[::1]:3128", null, List.of()),
                List.of());
        assertThat(setup.configureRuntime(remote, machine(CONTAINER), cluster(outside)))
                .contains(
                        "left out: ", "mirror 127.0.0.1:5000 (a loopback", "mirror localhost:1 (", "proxy [::1]:3128 (")
                .doesNotContain("secret");
        assertThat(remote.files().keySet())
                .contains("/etc/containerd/certs.d/docker.io/hosts.toml")
                .doesNotContain("/etc/containerd/certs.d/_default/hosts.toml", "/etc/ohmykube/proxy.env");
        assertThat(remote.files().get("/etc/containerd/certs.d/docker.io/hosts.toml"))
                .doesNotContain("localhost");
    }

    @Test
    void aProxyIsForWhatLiesOutsideOnlyAndItsPasswordForRootAlone() {
        remote.answering("ip -o -4 addr show", "2: eth0    inet 10.9.8.3/24 brd 10.9.8.255 scope global eth0\n");
        String password = "p%40ss";
        Outside outside = new Outside(
                Map.of(),
                new Proxy(null, "http://me:" + password + "@proxy.example:3128", List.of(".corp")),
                List.of());
        setup.configureRuntime(remote, machine(CONTAINER), cluster(outside));
        assertThat(remote.files().get("/etc/ohmykube/proxy.env"))
                .isEqualTo(
                        """
                        HTTPS_PROXY="http://me:p%40ss@proxy.example:3128"
                        NO_PROXY=".corp,localhost,127.0.0.0/8,::1,169.254.0.0/16,.svc,.cluster.local,10.50.0.0/16,10.60.0.0/16,10.9.8.3,api.dev.ohmykube.internal,10.9.8.3/24"
                        """);
        assertThat(remote.commands()).contains("upload /etc/ohmykube/proxy.env 0600");
        for (String service : List.of("containerd", "kubelet")) {
            assertThat(remote.files().get("/etc/systemd/system/" + service + ".service.d/ohmykube-proxy.conf"))
                    .isEqualTo("[Service]\nEnvironmentFile=/etc/ohmykube/proxy.env\n");
        }
        assertThat(remote.commands()).noneMatch(command -> command.contains(password));
    }

    @Test
    void theNodeIsToldWhichOfTheseFilesAreWantedSoThatOthersGo() {
        setup.configureRuntime(remote, machine(CONTAINER), cluster(outside(Map.of("*", List.of("http://10.0.0.2")))));
        assertThat(remote.commands())
                .last()
                .isEqualTo("start-runtime /etc/ohmykube/ca.crt /etc/containerd/certs.d/_default/hosts.toml");
        setup.configureRuntime(remote, machine(CONTAINER), cluster());
        assertThat(remote.commands()).last().isEqualTo("start-runtime");
    }

    @Test
    void containerd2GetsTheConfigurationOfItsOwnVersion() {
        assertThat(ContainerdConfig.text("2.1.0", "registry.k8s.io/pause:3.10", MachineTraits.VIRTUAL_MACHINE))
                .startsWith("version = 3\n")
                .contains("sandbox = \"registry.k8s.io/pause:3.10\"")
                .contains("[plugins.\"io.containerd.cri.v1.images\".registry]");
    }

    @Test
    void onlyMissingPackagesAreSentAndTheirDigestGoesAlong() {
        remote.answering(
                "installed-packages",
                "unpacker zstd\npackage containerd " + cache.digestOf("containerd") + "\npackage kubelet sha256:old\n");
        assertThat(setup.installPackages(remote, machine(CONTAINER), cluster())).isEqualTo("installed kubelet 1.20.2");
        String digest = cache.digestOf("kubelet");
        assertThat(remote.commands())
                .containsExactly(
                        "uname -m",
                        "installed-packages",
                        "install-package kubelet " + digest.replace("sha256:", "") + " zstd " + digest);
    }

    @Test
    void aNodeWithoutZstdGetsThePlainArchiveAndItsDigest() {
        remote.answering("installed-packages", "unpacker tar\n");
        setup.installPackages(remote, machine(CONTAINER), cluster());
        assertThat(remote.input("install-package kubelet")).isEqualTo("content of kubelet");
        String plain = Unpacked.digest(cache.ensurePackage(new SmallCatalogue()
                        .packages("v1.20.2", Map.of(), Architecture.AMD64)
                        .get(1))
                .archive());
        assertThat(plain).isEqualTo("sha256:" + new NodeFile("x", "content of kubelet").sha256());
        assertThat(remote.commands())
                .contains("install-package kubelet " + plain.replace("sha256:", "") + " tar "
                        + cache.digestOf("kubelet"));
    }

    @Test
    void theFirstPackageThatCannotBeInstalledIsTheFailure() {
        remote.answering("installed-packages", "unpacker zstd\n").failing("install-package kubelet", "No space left");
        assertThatThrownBy(() -> setup.installPackages(remote, machine(CONTAINER), cluster()))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("No space left");
    }

    @Test
    void onlyImagesThatContainerdDoesNotHaveAreSent() {
        remote.answering(
                "ctr -n k8s.io images ls",
                """
                REF                        TYPE                                       DIGEST     SIZE PLATFORMS LABELS
                registry.k8s.io/pause:3.2  application/vnd.oci.image.manifest.v1+json sha256:1   1 B  linux/amd64 -
                ghcr.io/flannel:v1         application/vnd.oci.image.manifest.v1+json sha256:old 1 B  linux/amd64 -
                """);
        cache.image("registry.k8s.io/pause:3.2", "sha256:1");
        cache.image("registry.k8s.io/kube-proxy:v1.20.2", "sha256:2");
        cache.image("ghcr.io/flannel:v1", "sha256:3");
        assertThat(setup.importImages(
                        remote,
                        List.of(
                                "registry.k8s.io/pause:3.2",
                                "registry.k8s.io/kube-proxy:v1.20.2",
                                "ghcr.io/flannel:v1")))
                .isEqualTo("imported 2 images");
        assertThat(remote.input("ctr -n k8s.io images import -"))
                .isEqualTo("registry.k8s.io/kube-proxy:v1.20.2 ghcr.io/flannel:v1");
    }

    @Test
    void nothingIsImportedWhereAllIsThere() {
        cache.image("registry.k8s.io/pause:3.2", "sha256:1");
        cache.image("registry.k8s.io/kube-apiserver:v1.20.2", "sha256:2");
        remote.answering(
                "ctr -n k8s.io images ls",
                "REF TYPE DIGEST\nregistry.k8s.io/pause:3.2 t sha256:1\nregistry.k8s.io/kube-apiserver:v1.20.2 t sha256:2\n");
        assertThat(setup.importImages(
                        remote, List.of("registry.k8s.io/pause:3.2", "registry.k8s.io/kube-apiserver:v1.20.2")))
                .isEqualTo("nothing to change");
        assertThat(remote.commands()).doesNotContain("ctr -n k8s.io images import -");
    }

    private static Machine machine(MachineTraits traits) {
        return new Machine("dev", "dev-worker-1", Machine.State.RUNNING, List.of("10.9.8.3"), null, traits);
    }

    private static Outside outside(Map<String, List<String>> mirrors) {
        return new Outside(mirrors, Proxy.NONE, List.of("PEM\n"));
    }

    private static Cluster cluster() {
        return cluster(Outside.DIRECT);
    }

    private static Cluster cluster(Outside outside) {
        return cluster(outside, Networking.IPTABLES);
    }

    private static Cluster cluster(Outside outside, String proxyMode) {
        NodeSpec node = NodeSpec.group(1, new Resources(1, 2, 10)).named("dev-worker-1");
        return new Cluster(
                new Metadata("dev", "default"),
                new ClusterSpec(
                        "v1.20.2",
                        "container",
                        null,
                        new Nodes(List.of(node), List.of()),
                        new Networking("flannel", "10.50.0.0/16", "10.60.0.0/16", proxyMode, null),
                        new Storage("none", List.of()),
                        new LoadBalancer("none", null),
                        outside,
                        false,
                        Map.of(),
                        List.of(),
                        null),
                ClusterStatus.pending());
    }
}
