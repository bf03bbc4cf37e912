package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Machine;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Starts a node's machine where it does not run, waits until it answers, and records its address. */
final class StartMachineDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeRecords records;
    private final StepDelegate reach;

    /** @param reach waits for the answer and records the address */
    StartMachineDelegate(NodeFinder nodes, NodeRecords records, StepDelegate reach) {
        this.nodes = nodes;
        this.records = records;
        this.reach = reach;
    }

    @Override
    public String run(DelegateExecution execution) throws Exception {
        Cluster cluster = nodes.cluster(execution);
        String name = Variables.node(execution);
        Launcher launcher = nodes.launcher(cluster);
        Machine machine = launcher.get(cluster.name(), name)
                .orElseThrow(() -> new PermanentStepException(
                        name + ": its machine is gone, so it cannot be started; 'ohmykube --name " + cluster.name()
                                + " delete " + name + " --force' takes the node out of the cluster",
                        null));
        boolean rested = machine.state() != Machine.State.RUNNING;
        if (rested) {
            launcher.start(cluster.name(), name);
        }
        records.change(
                cluster.name(),
                name,
                status -> rested || status.phase() == Phase.STOPPED
                        ? status.withPhase(Phase.NOT_READY, "started, not yet verified")
                        : status);
        return (rested ? "started, " : "runs already, ") + reach.run(execution);
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("starts the machine, waits for an answer over SSH, records the address")
                .looksAt("launcher, SSH")
                .reads(StepInput.NODE)
                .leaves("a running machine; its address, recorded");
    }
}
