package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Machine;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Stops a node's machine and records it. What the machine keeps stays, and so does the node object. */
final class StopMachineDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeRecords records;

    StopMachineDelegate(NodeFinder nodes, NodeRecords records) {
        this.nodes = nodes;
        this.records = records;
    }

    @Override
    public String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        String name = Variables.node(execution);
        Launcher launcher = nodes.launcher(cluster);
        Optional<Machine> machine = launcher.get(cluster.name(), name);
        if (machine.isEmpty()) {
            return "has no machine";
        }
        boolean rested = machine.get().state() == Machine.State.STOPPED;
        if (!rested) {
            launcher.stop(cluster.name(), name);
        }
        records.change(cluster.name(), name, status -> status.withPhase(Phase.STOPPED, null));
        return rested ? "is stopped already" : "stopped";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("stops the machine, records the node as stopped")
                .looksAt("launcher")
                .reads(StepInput.NODE)
                .leaves("a stopped machine, recorded");
    }
}
