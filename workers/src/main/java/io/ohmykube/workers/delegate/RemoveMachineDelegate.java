package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Removes a node's machine. One that cannot be removed stays in the cluster's file, with the reason. */
final class RemoveMachineDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final Remotes remotes;
    private final NodeRecords records;

    RemoveMachineDelegate(NodeFinder nodes, Remotes remotes, NodeRecords records) {
        this.nodes = nodes;
        this.remotes = remotes;
        this.records = records;
    }

    @Override
    public String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        String name = Variables.node(execution);
        Launcher launcher = nodes.launcher(cluster);
        if (!launcher.ownsMachines()) {
            return "the machine is not ours and stays";
        }
        boolean there = launcher.get(cluster.name(), name).isPresent();
        records.change(cluster.name(), name, status -> status.withPhase(Phase.DELETING, null));
        try {
            launcher.delete(cluster.name(), name);
            if (launcher.get(cluster.name(), name).isPresent()) {
                throw new LauncherException(name + ": the machine is still there after it was deleted");
            }
        } catch (LauncherException e) {
            records.change(cluster.name(), name, status -> status.withPhase(Phase.DELETE_FAILED, e.getMessage()));
            throw new TransientStepException(name + ": the machine could not be deleted: " + e.getMessage(), e);
        }
        remotes.forget(cluster.name(), name);
        records.change(cluster.name(), name, RemoveMachineDelegate::gone);
        return there ? "removed" : "was gone already";
    }

    @Override
    public String remedy(DelegateExecution execution) {
        return "the machine is kept in the cluster's file: see why it cannot be deleted";
    }

    private static NodeStatus gone(NodeStatus status) {
        return new NodeStatus(status.name(), status.role(), Phase.DELETING, null, null);
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("deletes the machine, forgets its host keys; records one that cannot be deleted")
                .looksAt("launcher")
                .reads(StepInput.NODE)
                .leaves("no machine; one that cannot be deleted, recorded");
    }
}
