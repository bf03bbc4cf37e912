package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Which control planes can be taken out of a cluster so that it goes on without them. */
final class ControlPlaneRemoval {
    private final Cluster cluster;
    private final List<String> leaving;
    private final List<String> staying;

    /** @param nodes to be removed, workers among them or not */
    ControlPlaneRemoval(Cluster cluster, Collection<String> nodes) {
        this.cluster = cluster;
        leaving = nodes.stream().filter(node -> isControlPlane(cluster, node)).toList();
        staying = Members.of(cluster).controlPlanes().stream()
                .filter(name -> !leaving.contains(name))
                .toList();
    }

    /** Whether it is or was one, also where it is wanted no longer and still there. */
    private static boolean isControlPlane(Cluster cluster, String node) {
        return cluster.isControlPlane(node)
                || cluster.status()
                        .node(node)
                        .map(NodeStatus::role)
                        .filter(role -> role == Role.CONTROL_PLANE)
                        .isPresent();
    }

    boolean concernsNone() {
        return leaving.isEmpty();
    }

    /** Throws {@link ExitException} where no control plane would be left. */
    void requireOneLeft() {
        if (!leaving.isEmpty() && staying.isEmpty()) {
            boolean last = leaving.size() == 1;
            throw ExitException.badInput((last ? "node '" : "nodes '") + String.join("', '", leaving) + "' "
                    + (last ? "is the control plane" : "are the control planes") + " of cluster '" + cluster.name()
                    + "', which cannot do without; 'ohmykube --name " + cluster.name() + " down' removes the cluster");
        }
    }

    /**
     * Those to be removed, in the order that etcd bears best: first the ones that are away already.
     *
     * @param answering finds the control planes whose API server answers
     * @throws ExitException if those that stay would be no majority of themselves
     */
    List<String> inOrder(Function<Cluster, Set<String>> answering) {
        if (leaving.isEmpty()) {
            return leaving;
        }
        requireOneLeft();
        Set<String> found = AnsweringApis.of(cluster, staying, answering);
        List<String> away =
                staying.stream().filter(name -> !found.contains(name)).toList();
        int quorum = staying.size() / 2 + 1;
        if (staying.size() - away.size() < quorum) {
            throw ExitException.badInput(refusal(away, quorum));
        }
        List<String> order = new ArrayList<>(
                leaving.stream().filter(name -> !found.contains(name)).toList());
        leaving.stream().filter(found::contains).forEach(order::add);
        return order;
    }

    private String refusal(List<String> away, int quorum) {
        String name = "'ohmykube --name " + cluster.name();
        return "without " + String.join(", ", leaving) + ", cluster '" + cluster.name() + "' has "
                + Headings.count(staying.size(), "control plane") + ", of which etcd needs " + quorum
                + ", and the API server of " + String.join(", ", away) + " does not answer: it would lose its API and"
                + " what it stores; " + name + " status' shows why, " + name + " start' starts what is down"
                + (away.size() < staying.size() && staying.size() > 1
                        ? ", " + name + " delete " + away.get(0) + " --force' removes what is lost for good"
                        : "");
    }

    /** What is left then, for people; empty where that is nothing to speak of. */
    String afterwards() {
        return leaving.isEmpty() ? "" : ControlPlaneCount.remark(cluster.name(), staying.size());
    }
}
