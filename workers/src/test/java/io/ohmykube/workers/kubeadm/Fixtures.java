package io.ohmykube.workers.kubeadm;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterSpec;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.Customisation;
import io.ohmykube.config.LoadBalancer;
import io.ohmykube.config.Metadata;
import io.ohmykube.config.Networking;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.Nodes;
import io.ohmykube.config.Outside;
import io.ohmykube.config.Resources;
import io.ohmykube.config.Storage;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineTraits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small cluster to describe. */
final class Fixtures {
    static final MachineTraits CONTAINER = new MachineTraits(true, true, true, true, false);
    static final NodeSpec MASTER = node("dev-control-plane-1", 2, 4, Map.of());

    private Fixtures() {}

    static NodeSpec node(String name, int cpu, int memory, Map<String, Object> kubeletConfig) {
        return new NodeSpec(
                name, 1, new Resources(cpu, memory, 20), Map.of(), List.of(), kubeletConfig, Customisation.NONE);
    }

    static Machine machine(String name, MachineTraits traits) {
        return new Machine("dev", name, Machine.State.RUNNING, List.of("10.9.8.2", "192.168.5.1"), null, traits);
    }

    static Cluster cluster(String version, boolean swap, @Nullable String kubeadmConfig) {
        return cluster(version, swap, kubeadmConfig, Networking.IPTABLES);
    }

    static Cluster cluster(String version, boolean swap, @Nullable String kubeadmConfig, String proxyMode) {
        return cluster(version, swap, kubeadmConfig, proxyMode, null);
    }

    /** With something that the user operates before the control planes. */
    static Cluster behind(String endpoint) {
        return cluster("v1.33.0", false, null, Networking.IPTABLES, endpoint);
    }

    private static Cluster cluster(
            String version, boolean swap, @Nullable String kubeadmConfig, String proxyMode, @Nullable String endpoint) {
        return new Cluster(
                new Metadata("dev", "default"),
                new ClusterSpec(
                        version,
                        "container",
                        null,
                        new Nodes(List.of(MASTER), List.of()),
                        new Networking("flannel", "10.50.0.0/16", "10.60.0.0/16", proxyMode, endpoint),
                        new Storage("none", List.of()),
                        new LoadBalancer("none", null),
                        Outside.DIRECT,
                        swap,
                        Map.of(),
                        List.of(),
                        kubeadmConfig),
                ClusterStatus.pending());
    }
}
