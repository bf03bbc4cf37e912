package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.StepHistory;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.NodeObject;
import io.ohmykube.workers.kubectl.NotReadyException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Asks the live cluster until all nodes that its file wants are ready, and records what it says of each. */
final class NodeReadiness {
    /** How long to wait before looking at what the nodes wait for themselves. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NodeRecords records;
    private final StepHistory history;
    private final AbsentNodes absentNodes;
    private final Deadlines deadlines;

    NodeReadiness(NodeRecords records, StepHistory history, AbsentNodes absentNodes, Deadlines deadlines) {
        this.records = records;
        this.absentNodes = absentNodes;
        this.history = history;
        this.deadlines = deadlines;
    }

    /**
     * Waits. Without a pod network no node can be ready, so all of them being members is enough then. Nodes that were
     * stopped on purpose are not waited for, nor those that turn out to be down or unreachable and are not the run's own.
     */
    Result await(Cluster cluster, Kubectl kubectl, DelegateExecution execution) {
        List<String> wanted = cluster.nodes().stream()
                .map(NodeSpec::name)
                .map(Objects::requireNonNull)
                .filter(name -> !cluster.isStopped(name))
                .toList();
        Set<String> absent =
                AddOnParts.hasPodNetwork(cluster) ? awaitReady(cluster, wanted, kubectl, execution) : Set.of();
        requireMembers(wanted, record(cluster, kubectl));
        return new Result(wanted.size() - absent.size(), absent);
    }

    /**
     * What came of waiting.
     *
     * @param ready how many nodes are ready, or members where there is no pod network
     * @param absent the nodes that were not waited for, those stopped on purpose excepted
     */
    record Result(int ready, Set<String> absent) {
        String text() {
            return ready + " nodes are ready"
                    + (absent.isEmpty() ? "" : "; down or unreachable: " + String.join(", ", absent));
        }
    }

    /** How many of the nodes wanted were stopped on purpose. */
    static int stopped(Cluster cluster) {
        return (int) cluster.nodes().stream()
                .filter(node -> cluster.isStopped(Objects.requireNonNull(node.name())))
                .count();
    }

    private Set<String> awaitReady(Cluster cluster, List<String> all, Kubectl kubectl, DelegateExecution execution) {
        long deadline = System.nanoTime() + deadlines.ready().toNanos();
        List<String> own = absentNodes.own(execution);
        Set<String> absent = Set.of();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            try {
                kubectl.awaitReady(without(absent, all), left.compareTo(PATIENCE) < 0 ? left.plusSeconds(1) : PATIENCE);
                return absent;
            } catch (NotReadyException e) {
                requireMembers(all, record(cluster, kubectl));
                requirePodNetwork(cluster, StepRun.root(execution), e);
                if (System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                absent = absentNodes.of(cluster, own);
                absent.retainAll(all);
            }
        }
    }

    private static List<String> without(Set<String> absent, List<String> all) {
        return all.stream().filter(node -> !absent.contains(node)).toList();
    }

    private void requirePodNetwork(Cluster cluster, String run, NotReadyException late) {
        String cni = cluster.spec().networking().cni();
        history.failedSteps(run).stream()
                .filter(step -> cni.equals(step.subject()))
                .findFirst()
                .ifPresent(step -> {
                    throw new PermanentStepException(
                            "no longer waited for, because '" + step
                                    + "' has failed and no node is ready without a pod network; " + late.getMessage(),
                            late);
                });
    }

    private List<NodeObject> record(Cluster cluster, Kubectl kubectl) {
        List<NodeObject> seen = kubectl.nodes();
        Set<String> wanted = cluster.nodes().stream().map(NodeSpec::name).collect(Collectors.toSet());
        seen.stream()
                .filter(node -> wanted.contains(node.name()) && !cluster.isStopped(node.name()))
                .forEach(node -> records.change(cluster.name(), node.name(), status -> seen(status, node)));
        return seen;
    }

    private static NodeStatus seen(NodeStatus status, NodeObject node) {
        String address = status.address() == null ? node.internalAddress() : status.address();
        Phase phase = node.ready() ? Phase.READY : Phase.NOT_READY;
        return new NodeStatus(status.name(), status.role(), phase, address, node.message());
    }

    private static void requireMembers(List<String> wanted, List<NodeObject> seen) {
        Set<String> missing = new TreeSet<>(wanted);
        seen.forEach(node -> missing.remove(node.name()));
        if (!missing.isEmpty()) {
            throw new TransientStepException("not known to the API server: " + String.join(", ", missing), null);
        }
    }
}
