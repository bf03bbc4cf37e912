package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeNames;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.workers.kubeadm.ApiAddress;
import io.ohmykube.workers.kubeadm.ApiName;
import io.ohmykube.workers.script.Script;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * The machine at which several control planes are reached as one. A cluster that never had but one has none, nor has any
 * where the launcher makes no such machine.
 */
final class ApiEndpoint {
    private static final Script SERVE_API = new Script("serve-api");
    private static final int DISK = 5;
    private static final Set<Phase> LEAVING = EnumSet.of(Phase.DELETING, Phase.DELETE_FAILED);

    private final NodeFinder nodes;
    private final KeyPairs keys;
    private final Remotes remotes;

    ApiEndpoint(NodeFinder nodes, KeyPairs keys, Remotes remotes) {
        this.nodes = nodes;
        this.keys = keys;
        this.remotes = remotes;
    }

    /** Makes it where there is none, and starts it where it was stopped; returns its address, or nothing where none is needed. */
    Optional<String> make(Cluster cluster) {
        Launcher launcher = nodes.launcher(cluster);
        if (!ApiAddress.isPassedOn(launcher, cluster)) {
            return Optional.empty();
        }
        Machine machine = launcher.create(new MachineSpec(
                cluster.name(), NodeNames.endpoint(cluster.name()), 1, 1, DISK, null, keys.ensure(cluster.name())));
        remotes.trust(machine);
        return machine.addresses().stream().findFirst();
    }

    /** Has it know the control planes whose addresses are known by now. */
    void serve(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        Launcher launcher = nodes.launcher(cluster);
        if (ApiAddress.isPassedOn(launcher, cluster)) {
            Machine machine = launcher.get(cluster.name(), NodeNames.endpoint(cluster.name()))
                    .orElseThrow(() -> new TransientStepException(
                            NodeNames.endpoint(cluster.name()) + ": its machine is gone", null));
            nodes.remote(execution, machine).execute(SERVE_API.with(controlPlanes(cluster)));
        }
    }

    /** What the API's name leads to on that node. */
    List<String> seenFrom(NodeAccess node) {
        return ApiName.addresses(nodes.launcher(node.cluster()), node.cluster(), node.name());
    }

    /** The address of a machine of the cluster at which users reach that control plane's API. */
    String certified(NodeAccess controlPlane) {
        return ApiAddress.of(nodes.launcher(controlPlane.cluster()), controlPlane.cluster(), controlPlane.machine());
    }

    private static String[] controlPlanes(Cluster cluster) {
        List<NodeStatus> known = cluster.spec().nodes().controlPlanes().stream()
                .map(NodeSpec::name)
                .flatMap(Stream::ofNullable)
                .flatMap(name -> cluster.status().node(name).stream())
                .filter(node -> !LEAVING.contains(node.phase()))
                .toList();
        return known.stream()
                .flatMap(node -> Stream.ofNullable(node.address()).flatMap(at -> Stream.of(node.name(), at)))
                .toArray(String[]::new);
    }
}
