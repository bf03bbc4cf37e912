package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.workers.contract.StepFacts;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Removes what the cluster's machines shared, and machines of it that no file knows. */
final class DisposeLauncherDelegate implements StepDelegate {
    private final NodeFinder nodes;

    DisposeLauncherDelegate(NodeFinder nodes) {
        this.nodes = nodes;
    }

    @Override
    public @Nullable String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        Launcher launcher = nodes.launcher(cluster);
        List<String> strays = List.of();
        try {
            if (launcher.ownsMachines()) {
                strays = launcher.list(cluster.name()).stream()
                        .map(Machine::name)
                        .toList();
                strays.forEach(stray -> launcher.delete(cluster.name(), stray));
            }
            launcher.dispose(cluster.name());
        } catch (LauncherException e) {
            throw new TransientStepException(e.getMessage(), e);
        }
        return strays.isEmpty() ? null : "removed also " + String.join(", ", strays);
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("deletes machines no file knows, and what machines shared")
                .looksAt("launcher")
                .leaves("nothing that machines of the cluster shared");
    }
}
