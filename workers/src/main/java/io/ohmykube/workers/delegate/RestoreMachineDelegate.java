package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.LoginRefusedException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubeadm.Kubeadm;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Gives a machine that is not ours back to its owner, as it was before it became a node. */
final class RestoreMachineDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final Kubeadm kubeadm;
    private final Remotes remotes;
    private final NodeRecords records;

    RestoreMachineDelegate(NodeFinder nodes, Kubeadm kubeadm, Remotes remotes, NodeRecords records) {
        this.nodes = nodes;
        this.records = records;
        this.kubeadm = kubeadm;
        this.remotes = remotes;
    }

    @Override
    public @Nullable String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        String name = Variables.node(execution);
        Launcher launcher = nodes.launcher(cluster);
        if (launcher.ownsMachines()) {
            return null;
        }
        Optional<Machine> machine = launcher.get(cluster.name(), name);
        if (machine.isEmpty()) {
            return "was given back already";
        }
        records.change(cluster.name(), name, status -> status.withPhase(NodeStatus.Phase.DELETING, null));
        String done = giveBack(execution, launcher, machine.get());
        remotes.forget(cluster.name(), name);
        return done;
    }

    private String giveBack(DelegateExecution execution, Launcher launcher, Machine machine) {
        try {
            kubeadm.reset(nodes.remote(execution, machine));
        } catch (UnreachableException e) {
            if (Variables.isTrue(execution, Variables.FORCE)) {
                launcher.abandon(machine.cluster(), machine.name());
                return "left as it is, since it does not answer; to restore it, run there as root:"
                        + " sh /var/lib/ohmykube/changes/restore.sh";
            }
            throw e;
        } catch (LoginRefusedException keyIsGone) {
            // The launcher knows whether it has taken the key away itself, in an attempt that was cut off.
        }
        try {
            launcher.delete(machine.cluster(), machine.name());
        } catch (LauncherException e) {
            throw new TransientStepException(String.valueOf(e.getMessage()), e);
        }
        return "is as it was before";
    }

    @Override
    public String remedy(DelegateExecution execution) {
        return "the machine is kept in the cluster's file; where it is lost for good: ohmykube delete "
                + Variables.node(execution) + " --force --name " + Variables.cluster(execution);
    }
}
