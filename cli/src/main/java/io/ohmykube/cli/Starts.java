package io.ohmykube.cli;

import io.ohmykube.addons.AddOn;
import io.ohmykube.addons.AddOnCatalogue;
import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Role;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The runs that can be begun on a cluster as its file wants it. */
final class Starts {
    private static final Set<NodeStatus.Phase> UNMADE =
            EnumSet.of(NodeStatus.Phase.PENDING, NodeStatus.Phase.CREATED, NodeStatus.Phase.PREPARED);

    private final GlobalOptions options;

    Starts(GlobalOptions options) {
        this.options = options;
    }

    /** Makes all of it. */
    Plan.Task up(String command, Cluster cluster, AddOnCatalogue addOns, boolean mergeKubeconfig) {
        List<String> nodes = Headings.names(cluster);
        return new Plan.Task.Start(
                Headings.of(command, "Creating", cluster, nodes),
                ProcessWords.UP,
                new RunVariables(cluster, options)
                        .nodes(nodes.subList(
                                cluster.spec().nodes().controlPlanes().size(), nodes.size()))
                        .addOns(addOns.of(cluster.spec()).stream()
                                .map(AddOn::name)
                                .toList())
                        .mergeKubeconfig(mergeKubeconfig)
                        .map());
    }

    /** Makes nodes of a cluster that exists. */
    Plan.Task add(
            String command,
            Cluster cluster,
            List<String> workers,
            List<String> controlPlanes,
            boolean mergeKubeconfig) {
        List<String> all =
                Stream.concat(controlPlanes.stream(), workers.stream()).toList();
        return new Plan.Task.Start(
                Headings.of(command, "Adding to", cluster, all),
                ProcessWords.ADD,
                new RunVariables(cluster, options)
                        .nodes(workers)
                        .controlPlanes(controlPlanes)
                        .mergeKubeconfig(mergeKubeconfig)
                        .map());
    }

    /** Brings images that are in the cache to nodes. */
    Plan.Task load(String command, Cluster cluster, List<String> nodes, List<String> images) {
        return new Plan.Task.Start(
                Headings.of(command, "Loading images on", cluster, nodes),
                ProcessWords.LOAD,
                new RunVariables(cluster, options).nodes(nodes).images(images).map());
    }

    /**
     * Removes nodes.
     *
     * @param controlPlanes those to be removed, in order
     */
    Plan.Task delete(
            String command,
            Cluster cluster,
            List<String> workers,
            List<String> controlPlanes,
            boolean force,
            boolean mergeKubeconfig) {
        RunVariables variables = new RunVariables(cluster, options)
                .nodes(workers)
                .controlPlanes(controlPlanes)
                .force(force)
                .mergeKubeconfig(mergeKubeconfig);
        Members.of(cluster).controlPlanes().stream()
                .filter(name -> !controlPlanes.contains(name))
                .findFirst()
                .ifPresent(variables::controlPlane);
        List<String> all =
                Stream.concat(workers.stream(), controlPlanes.stream()).toList();
        return new Plan.Task.Start(
                Headings.of(command, "Deleting from", cluster, all), ProcessWords.DELETE, variables.map());
    }

    /** Stops or starts members. */
    Plan.Task rest(
            String command,
            Cluster cluster,
            RestPlan.Kind kind,
            Members nodes,
            boolean force,
            boolean whole,
            boolean mergeKubeconfig) {
        RunVariables variables = new RunVariables(cluster, options)
                .nodes(nodes.workers())
                .controlPlanes(nodes.controlPlanes())
                .force(force)
                .mergeKubeconfig(mergeKubeconfig);
        return new Plan.Task.Start(
                Headings.of(command, kind.verb() + (whole ? "" : " nodes of"), cluster, nodes.all()),
                kind.process(),
                (whole ? variables.wholeCluster() : variables).map());
    }

    /**
     * Removes all of it.
     *
     * @param force pods are not evicted, and machines that are not ours and do not answer are given up
     */
    Plan.Task down(String command, Cluster cluster, boolean force) {
        List<String> workers = workers(cluster);
        Set<String> everyNode = new LinkedHashSet<>(Headings.names(cluster));
        everyNode.addAll(workers);
        return new Plan.Task.Start(
                Headings.of(command, "Removing", cluster, List.copyOf(everyNode)),
                ProcessWords.DOWN,
                new RunVariables(cluster, options)
                        .nodes(everyNode.stream()
                                .filter(name -> !name.equals(cluster.firstControlPlane()))
                                .toList())
                        .force(force)
                        .wholeCluster()
                        .map());
    }

    /** Workers that are wanted and were never made to the end. */
    static List<String> unmade(Cluster cluster) {
        return unmade(cluster, cluster.spec().nodes().workers());
    }

    /** The same of control planes. */
    static List<String> unmadeControlPlanes(Cluster cluster) {
        return unmade(cluster, cluster.spec().nodes().controlPlanes());
    }

    private static List<String> unmade(Cluster cluster, List<NodeSpec> nodes) {
        return nodes.stream()
                .map(node -> Objects.requireNonNull(node.name(), "a cluster on disk is expanded"))
                .filter(name -> cluster.status()
                        .node(name)
                        .map(NodeStatus::phase)
                        .filter(phase -> !UNMADE.contains(phase))
                        .isEmpty())
                .toList();
    }

    /** Also those that are no longer wanted and may still have a machine. */
    private static List<String> workers(Cluster cluster) {
        Set<String> names = new LinkedHashSet<>();
        cluster.spec().nodes().workers().stream()
                .map(NodeSpec::name)
                .filter(Objects::nonNull)
                .forEach(names::add);
        cluster.status().nodes().stream()
                .filter(node -> node.role() == Role.WORKER)
                .map(NodeStatus::name)
                .forEach(names::add);
        return List.copyOf(names);
    }
}
