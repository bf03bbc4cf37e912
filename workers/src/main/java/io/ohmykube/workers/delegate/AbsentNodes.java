package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.health.HealthCheck;
import io.ohmykube.workers.health.NodeHealth;
import io.ohmykube.workers.health.NodeHealth.State;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * The members that a run goes on around: those whose machine is down or cannot be reached, and that the run does not
 * work on itself. There are none while a cluster is made.
 */
final class AbsentNodes {
    private final Function<String, Launcher> launchers;
    private final Remotes remotes;
    private final Lists lists = new Lists();

    AbsentNodes(Function<String, Launcher> launchers, Remotes remotes) {
        this.launchers = launchers;
        this.remotes = remotes;
    }

    /** The nodes that the run makes or starts, and so waits for in any case. */
    List<String> own(DelegateExecution execution) {
        return Stream.of(Variables.NODES, Variables.CONTROL_PLANES)
                .flatMap(list -> lists.ifAny(execution, list).stream())
                .toList();
    }

    /** Looks at them all, which takes a few seconds at most. */
    Set<String> of(Cluster cluster, List<String> own) {
        try (HealthCheck check = new HealthCheck(launchers, remotes)) {
            return check.look(cluster).nodes().stream()
                    .filter(node -> node.state() == State.DOWN || node.state() == State.UNREACHABLE)
                    .map(NodeHealth::node)
                    .filter(node -> !own.contains(node))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
