package io.ohmykube.workers.node;

import io.ohmykube.cache.Catalogue;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineTraits;
import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.script.Resources;
import io.ohmykube.workers.script.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** containerd and the kubelet as services. */
final class RuntimeConfiguration {
    private static final String UNITS = "/etc/systemd/system/";
    private static final Script START = new Script("start-runtime");

    private final Catalogue catalogue;

    RuntimeConfiguration(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    String apply(Remote remote, Machine machine, Cluster cluster, Collection<PackageRequest> packages) {
        MachineTraits traits = machine.traits();
        String kubernetesVersion = Objects.requireNonNull(cluster.spec().version(), "resolved before a node is made");
        String containerd = packages.stream()
                .filter(p -> p.name().equals("containerd"))
                .map(PackageRequest::version)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the catalogue names no containerd"));
        List<NodeFile> files = new ArrayList<>(List.of(
                new NodeFile(
                        "/etc/containerd/config.toml",
                        ContainerdConfig.text(containerd, catalogue.pauseImage(kubernetesVersion), traits)),
                new NodeFile(UNITS + "containerd.service", containerdService(traits)),
                new NodeFile(UNITS + "kubelet.service", kubeletService(traits)),
                new NodeFile(UNITS + "kubelet.service.d/10-kubeadm.conf", Resources.text("/node/10-kubeadm.conf")),
                new NodeFile("/etc/crictl.yaml", Resources.text("/node/crictl.yaml"))));
        OutsideFiles outside = new OutsideFiles(remote, machine, cluster);
        files.addAll(outside.files());
        List<String> changed = NodeFiles.ensure(remote, files);
        String[] wanted = outside.files().stream().map(NodeFile::path).toArray(String[]::new);
        return new Changes()
                .add(changed)
                .printed(remote.execute(START.with(wanted)).stdout())
                .summary(outside.leftOut());
    }

    /** Where limits cannot be raised, systemd would refuse to start a service that asks for it. */
    private static String containerdService(MachineTraits traits) {
        StringBuilder limits = new StringBuilder();
        if (!traits.restrictLimits()) {
            limits.append("LimitNOFILE=infinity\nLimitNPROC=infinity\nLimitCORE=infinity\n");
        }
        if (!traits.restrictOomScore()) {
            limits.append("OOMScoreAdjust=-999\n");
        }
        return Resources.text("/node/containerd.service").replace("@LIMITS@\n", limits + "\n");
    }

    /**
     * Kubelets before 1.26 ask for Amazon's registry credentials at an address that means something only on Amazon's
     * machines, where no container of ours is; elsewhere the question leaves the cluster.
     */
    private static String kubeletService(MachineTraits traits) {
        return Resources.text("/node/kubelet.service")
                .replace("@ENVIRONMENT@", traits.sharedKernel() ? "Environment=AWS_EC2_METADATA_DISABLED=true\n" : "");
    }
}
