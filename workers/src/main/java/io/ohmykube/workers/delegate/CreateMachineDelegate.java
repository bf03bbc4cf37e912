package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubeadm.ApiAddress;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Makes a node's machine where there is none, and starts it where it is stopped. Its host keys are recorded when it is
 * made, and only then: a machine that was made earlier has to show the keys recorded then.
 */
final class CreateMachineDelegate implements StepDelegate {
    private static final int PARALLEL = 3;
    private final NodeFinder nodes;
    private final KeyPairs keys;
    private final Remotes remotes;
    private final NodeRecords records;
    private final MachineSlots slots;
    private final Progress progress;

    CreateMachineDelegate(
            NodeFinder nodes,
            KeyPairs keys,
            Remotes remotes,
            NodeRecords records,
            MachineSlots slots,
            Progress progress) {
        this.nodes = nodes;
        this.keys = keys;
        this.remotes = remotes;
        this.records = records;
        this.slots = slots;
        this.progress = progress;
    }

    @Override
    @SuppressWarnings("try") // The place is held, not used.
    public String run(DelegateExecution execution) throws InterruptedException {
        Cluster cluster = nodes.cluster(execution);
        String name = Variables.node(execution);
        Launcher launcher = nodes.launcher(cluster);
        Optional<Machine> there = launcher.get(cluster.name(), name);
        boolean made = there.isPresent() && records.isMade(cluster, name);
        if (made && there.get().state() == Machine.State.RUNNING) {
            return "runs already";
        }
        if (there.isPresent() && there.get().state() == Machine.State.BROKEN) {
            throw RepairableException.leftover(
                    ErrorCodes.MACHINE_UNREACHABLE, name + ": its machine was not made to the end, or is damaged");
        }
        int parallel = Variables.number(execution, Variables.PARALLEL, PARALLEL);
        Runnable waiting =
                () -> progress.report(execution, "waits: " + parallel + " machines are being made at the same time");
        try (MachineSlots.Slot slot = slots.take(cluster.name(), parallel, waiting)) {
            Machine machine = launcher.create(wanted(cluster, name));
            if (!made) {
                remotes.trust(machine);
                records.change(cluster.name(), name, status -> status.withPhase(Phase.CREATED, null));
            }
            records.change(cluster.name(), name, CreateMachineDelegate::started);
            return made ? "started" : "made";
        }
    }

    private static NodeStatus started(NodeStatus status) {
        return status.phase() == Phase.STOPPED
                ? status.withPhase(Phase.NOT_READY, "started, not yet verified")
                : status;
    }

    private MachineSpec wanted(Cluster cluster, String name) {
        NodeSpec spec = nodes.spec(cluster, name);
        return new MachineSpec(
                cluster.name(),
                name,
                spec.resources().cpu(),
                spec.resources().memory(),
                spec.resources().disk(),
                cluster.spec().template(),
                keys.ensure(cluster.name()),
                cluster.isControlPlane(name) ? List.of(ApiAddress.PORT) : List.of(),
                spec.resources().extraDisks());
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("makes or starts the node's machine; records it and its host keys when it is made")
                .looksAt("launcher, record")
                .reads(StepInput.NODE, StepInput.PARALLEL)
                .leaves("the machine; its host keys, recorded")
                .raises(ErrorCodes.MACHINE_UNREACHABLE);
    }
}
