package io.ohmykube.cli;

import io.ohmykube.cli.view.Choice;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Role;
import io.ohmykube.workers.health.ClusterHealth;
import io.ohmykube.workers.health.NodeHealth.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What to do where a kubeconfig names a control plane that does not answer, while another one does. */
final class StaleKubeconfig {
    private StaleKubeconfig() {}

    /** Nothing where the file is well, or is not there, or names none of the control planes. */
    static Optional<Choice> remedy(Cluster cluster, ClusterHealth health, Path kubeconfig) {
        List<NodeStatus> controlPlanes = cluster.status().nodes().stream()
                .filter(node -> node.role() == Role.CONTROL_PLANE && node.isMember())
                .toList();
        if (controlPlanes.stream().noneMatch(node -> is(health, node, true))) {
            return Optional.empty();
        }
        String text;
        try {
            text = Files.readString(kubeconfig);
        } catch (IOException notThere) {
            return Optional.empty();
        }
        return controlPlanes.stream()
                .filter(node -> is(health, node, false))
                .filter(node -> text.contains("https://" + node.address() + ":"))
                .findFirst()
                .map(node -> new Choice(
                        "ohmykube --name " + cluster.name() + " download-kubeconfig",
                        "the kubeconfig names " + node.name() + ", this has it name a control plane that answers"));
    }

    private static boolean is(ClusterHealth health, NodeStatus node, boolean well) {
        return health.node(node.name())
                .filter(seen -> (seen.state() == State.HEALTHY) == well)
                .isPresent();
    }
}
