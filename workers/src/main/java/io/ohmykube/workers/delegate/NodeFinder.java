package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.Role;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import io.ohmykube.launcher.RemoteException;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubectl.Patience;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Finds what a step works on by the names in its variables. */
final class NodeFinder {
    private final ClusterStore clusters;
    private final Function<String, Launcher> launchers;
    private final Remotes remotes;
    private final Patience patience;

    NodeFinder(ClusterStore clusters, Function<String, Launcher> launchers, Remotes remotes, Patience patience) {
        this.clusters = clusters;
        this.launchers = launchers;
        this.remotes = remotes;
        this.patience = patience;
    }

    Cluster cluster(DelegateExecution execution) {
        return clusters.require(Variables.cluster(execution));
    }

    Launcher launcher(Cluster cluster) {
        return launchers.apply(
                Objects.requireNonNull(cluster.spec().launcher(), "the launcher is resolved before a process starts"));
    }

    NodeSpec spec(Cluster cluster, String node) {
        return cluster.node(node)
                .orElseThrow(() -> new IllegalStateException(
                        "cluster '" + cluster.name() + "' has no node '" + node + "' in its file"));
    }

    static Role role(Cluster cluster, String node) {
        return cluster.isControlPlane(node) ? Role.CONTROL_PLANE : Role.WORKER;
    }

    /** The step's node. */
    NodeAccess node(DelegateExecution execution) {
        return access(execution, Variables.node(execution));
    }

    /** A control plane whose API answers: the run's own where it does, else another one; where none does, its own. */
    NodeAccess controlPlane(DelegateExecution execution) {
        return firstAnswering(execution, controlPlanes(execution));
    }

    /** The same, but not the step's node, unless that is the only control plane. */
    NodeAccess otherControlPlane(DelegateExecution execution) {
        List<String> others = controlPlanes(execution).stream()
                .filter(name -> !name.equals(Variables.node(execution)))
                .toList();
        return others.isEmpty() ? controlPlane(execution) : firstAnswering(execution, others);
    }

    /** The run's own first, unless it is gone. */
    private List<String> controlPlanes(DelegateExecution execution) {
        Cluster cluster = cluster(execution);
        return Stream.concat(
                        Stream.of(Variables.controlPlane(execution)).filter(cluster::isControlPlane),
                        cluster.spec().nodes().controlPlanes().stream()
                                .map(NodeSpec::name)
                                .flatMap(Stream::ofNullable))
                .distinct()
                .toList();
    }

    private NodeAccess firstAnswering(DelegateExecution execution, List<String> names) {
        if (names.size() == 1) {
            return access(execution, names.get(0));
        }
        return names.stream()
                .flatMap(name -> answering(execution, name).stream())
                .findFirst()
                .orElseGet(() -> access(execution, names.get(0)));
    }

    private Optional<NodeAccess> answering(DelegateExecution execution, String node) {
        try {
            return Optional.of(access(execution, node))
                    .filter(found -> found.kubectl().apiHealthy());
        } catch (RemoteException | RepairableException away) {
            return Optional.empty();
        }
    }

    /** A way to a running machine; what is done there is written to the step's log as well. */
    Remote remote(DelegateExecution execution, Machine machine) {
        return remotes.to(machine, StepRun.log(clusters, execution));
    }

    /** Whether the node was stopped on purpose, as far as is recorded. */
    boolean isStopped(DelegateExecution execution, String node) {
        return cluster(execution).isStopped(node);
    }

    /** A node of that name. Throws where its machine is gone or does not run. */
    NodeAccess access(DelegateExecution execution, String node) {
        Cluster cluster = cluster(execution);
        Machine machine = launcher(cluster)
                .get(cluster.name(), node)
                .orElseThrow(() -> RepairableException.failed(
                        ErrorCodes.MACHINE_UNREACHABLE, node + ": its machine is gone", null));
        if (machine.state() != Machine.State.RUNNING || machine.ssh() == null) {
            throw new UnreachableException(node, "its machine does not run", null);
        }
        return new NodeAccess(
                cluster, spec(cluster, node), role(cluster, node), machine, remote(execution, machine), patience);
    }
}
