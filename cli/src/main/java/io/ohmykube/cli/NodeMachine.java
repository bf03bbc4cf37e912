package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds the machine of a node that a command is about. */
final class NodeMachine {
    private static final String ROOT = "root";

    private NodeMachine() {}

    /** Throws {@link ExitException} where the cluster has no such node. */
    static void require(Cluster cluster, String node) {
        if (cluster.node(node).isEmpty() && cluster.status().node(node).isEmpty()) {
            throw ExitException.badInput("cluster '" + cluster.name() + "' has no node '" + node + "'; it has "
                    + String.join(", ", Headings.names(cluster)));
        }
    }

    /** The node's machine, which runs. Throws {@link ExitException} where it does not. */
    static Machine running(Wiring wiring, Cluster cluster, String node) {
        require(cluster, node);
        Optional<Machine> machine = wiring.launchers()
                .require(Objects.requireNonNull(cluster.spec().launcher(), "a cluster on disk has a launcher"))
                .get(cluster.name(), node);
        return machine.filter(found -> found.state() == Machine.State.RUNNING && found.ssh() != null)
                .orElseThrow(() -> ExitException.failed(node + ": "
                        + (machine.isEmpty()
                                ? "has no machine"
                                : "its machine does not run; 'ohmykube --name " + cluster.name() + " start " + node
                                        + "' starts it")));
    }

    /** The command, by root. */
    static List<String> asRoot(Machine machine, List<String> argv) {
        if (Objects.requireNonNull(machine.ssh()).user().equals(ROOT)) {
            return argv;
        }
        List<String> line = new ArrayList<>(List.of("sudo", "-n", "--"));
        line.addAll(argv);
        return line;
    }
}
