package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Condition;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.launcher.HostKeyMismatchException;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.LoginRefusedException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.RemoteException;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.launcher.SshEndpoint;
import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubeadm.Kubeadm;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Gives a machine that is not ours back to its owner, as it was before it became a node. */
final class RestoreMachineDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final Kubeadm kubeadm;
    private final Remotes remotes;
    private final NodeRecords records;
    private final ClusterStore clusters;
    private final Clock clock;

    RestoreMachineDelegate(
            NodeFinder nodes,
            Kubeadm kubeadm,
            Remotes remotes,
            NodeRecords records,
            ClusterStore clusters,
            Clock clock) {
        this.clusters = clusters;
        this.clock = clock;
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
        RemoteException refused = null;
        try {
            // Whoever asks for this has told the cluster already, or all of it goes.
            kubeadm.resetAlone(nodes.remote(execution, machine));
        } catch (LoginRefusedException keyIsGone) {
            // The launcher knows whether it has taken the key away itself, in an attempt that was cut off.
            refused = keyIsGone;
        } catch (UnreachableException | HostKeyMismatchException away) {
            if (!Variables.isTrue(execution, Variables.FORCE)) {
                throw away;
            }
            return giveUp(execution, launcher, machine, away);
        }
        try {
            launcher.delete(machine.cluster(), machine.name());
        } catch (LauncherException e) {
            if (refused != null && Variables.isTrue(execution, Variables.FORCE)) {
                return giveUp(execution, launcher, machine, refused);
            }
            throw new TransientStepException(String.valueOf(e.getMessage()), e);
        }
        return "is as it was before";
    }

    private String giveUp(DelegateExecution execution, Launcher launcher, Machine machine, RemoteException why) {
        String cluster = machine.cluster();
        SshEndpoint at = machine.ssh();
        String left = "left as it is, since " + why.getMessage()
                + ". Still there: programs and services of a node, its files, the cluster's key. To restore it, run there"
                + " as root: sh /var/lib/ohmykube/changes/restore.sh && rm -r /var/lib/ohmykube; then take the line"
                + " of cluster '" + cluster + "' out of the authorized_keys of "
                + (at == null ? "its user" : at.user());
        if (Variables.isTrue(execution, Variables.WHOLE_CLUSTER)) {
            clusters.update(
                    cluster,
                    found -> found.withStatus(status -> status.withCondition(new Condition(
                            Condition.GIVEN_UP + machine.name(),
                            true,
                            null,
                            machine.name() + " is " + left,
                            clock.instant().truncatedTo(ChronoUnit.SECONDS)))));
        }
        launcher.abandon(cluster, machine.name());
        return left;
    }

    @Override
    public String remedy(DelegateExecution execution) {
        return "the machine is kept in the cluster's file; where it is lost for good: ohmykube "
                + (Variables.isTrue(execution, Variables.WHOLE_CLUSTER)
                        ? "down"
                        : "delete " + Variables.node(execution))
                + " --force --name " + Variables.cluster(execution);
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("gives a machine that is not ours back as it was: kubeadm's reset, then what is "
                        + "written down there; takes the cluster's key away. By force one that does not answer "
                        + "is given up")
                .looksAt("launcher, machine")
                .reads(StepInput.NODE, StepInput.FORCE, StepInput.WHOLE_CLUSTER)
                .leaves("a machine as it was before");
    }
}
