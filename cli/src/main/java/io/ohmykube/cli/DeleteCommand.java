package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description = {
            "Remove workers from the cluster, their pods evicted first.",
            "Workers that an unfinished up or add cannot make are left out of it, and it is finished without them."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube delete ohmykube-worker-2", "  ohmykube delete ohmykube-worker-1 ohmykube-worker-2 --force"
        })
final class DeleteCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(arity = "1..*", paramLabel = "NODE", description = "workers, by name")
    private List<String> nodes = List.of();

    @Option(names = "--force", description = "do not evict pods first")
    private boolean force;

    DeleteCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.existingCluster();
        AtRest.refuse(cluster);
        Set<String> wanted = new LinkedHashSet<>(nodes);
        wanted.forEach(node -> require(cluster, node));
        return operations.run(
                new DeletePlan(session.store(), cluster.name(), List.copyOf(wanted), force, session.options()),
                cluster.name(),
                new SourceOptions());
    }

    private static void require(Cluster cluster, String node) {
        Optional<NodeStatus> seen = cluster.status().node(node);
        if (cluster.isControlPlane(node)
                || seen.filter(status -> status.role() == Role.CONTROL_PLANE).isPresent()) {
            boolean last = cluster.spec().nodes().controlPlanes().size() == 1;
            throw ExitException.badInput("node '" + node + "' is "
                    + (last
                            ? "the control plane of cluster '" + cluster.name() + "', which cannot do without"
                            : "a control plane of cluster '" + cluster.name() + "', which are not removed one by one")
                    + "; 'ohmykube --name " + cluster.name() + " down' removes the cluster");
        }
        if (cluster.node(node).isEmpty() && seen.isEmpty()) {
            throw ExitException.badInput("cluster '" + cluster.name() + "' has no node '" + node + "'; it has "
                    + String.join(", ", Headings.names(cluster)));
        }
    }
}
