package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandTimedOutException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.RemoteException;
import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import java.time.Duration;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Waits until a machine answers over SSH, and records the address at which other nodes reach it. */
final class ReachMachineDelegate implements StepDelegate {
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private final NodeFinder nodes;
    private final NodeRecords records;
    private final Deadlines deadlines;

    ReachMachineDelegate(NodeFinder nodes, NodeRecords records, Deadlines deadlines) {
        this.nodes = nodes;
        this.records = records;
        this.deadlines = deadlines;
    }

    @Override
    public String run(DelegateExecution execution) throws InterruptedException {
        Cluster cluster = nodes.cluster(execution);
        String name = Variables.node(execution);
        Look look = new Look(execution, cluster, name);
        String address = Waiting.until(deadlines.reach(), deadlines.interval(), look::once)
                .orElseThrow(() -> RepairableException.failed(
                        ErrorCodes.MACHINE_UNREACHABLE,
                        name + ": no answer over SSH within "
                                + deadlines.reach().toSeconds() + " s",
                        look.last));
        records.change(cluster.name(), name, status -> status.withAddress(address));
        return "answers at " + address;
    }

    /** Finds the machine anew each time: its address may be known only once it has booted. */
    private final class Look {
        private final DelegateExecution execution;
        private final Cluster cluster;
        private final String name;
        private @Nullable RemoteException last;

        Look(DelegateExecution execution, Cluster cluster, String name) {
            this.execution = execution;
            this.cluster = cluster;
            this.name = name;
        }

        Optional<String> once() {
            Machine machine = nodes.launcher(cluster)
                    .get(cluster.name(), name)
                    .orElseThrow(() -> RepairableException.failed(
                            ErrorCodes.MACHINE_UNREACHABLE, name + ": its machine is gone", last));
            if (machine.state() != Machine.State.RUNNING
                    || machine.ssh() == null
                    || machine.addresses().isEmpty()) {
                last = new UnreachableException(name, "its machine has no address yet", null);
                return Optional.empty();
            }
            try {
                nodes.remote(execution, machine).execute(Command.of("true").withTimeout(ANSWER));
                return Optional.of(machine.addresses().get(0));
            } catch (UnreachableException | CommandTimedOutException e) {
                last = e;
                return Optional.empty();
            }
        }
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("waits for an answer over SSH; records the address")
                .looksAt("launcher, SSH")
                .reads(StepInput.NODE)
                .leaves("the address, recorded")
                .raises(ErrorCodes.MACHINE_UNREACHABLE);
    }
}
