package io.ohmykube.workers.delegate;

import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandTimedOutException;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubectl.DrainOptions;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Evicts a node's pods before it goes or is stopped. */
final class DrainNodeDelegate implements StepDelegate {
    private final LeavingNode leaving;
    private final Deadlines deadlines;

    DrainNodeDelegate(LeavingNode leaving, Deadlines deadlines) {
        this.leaving = leaving;
        this.deadlines = deadlines;
    }

    @Override
    public String run(DelegateExecution execution) {
        boolean whole = Variables.isTrue(execution, Variables.WHOLE_CLUSTER);
        DrainOptions options = new DrainOptions(false, whole ? deadlines.drainAll() : deadlines.drain());
        String node = Variables.node(execution);
        if (leaving.isStopped(execution)) {
            return "its machine is stopped, so no pod runs there";
        }
        try {
            return leaving.tell(execution, kubectl -> kubectl.drain(node, options))
                    .map(why -> "pods were not evicted: " + why)
                    .orElse("pods are evicted");
        } catch (CommandFailedException | CommandTimedOutException e) {
            throw new PermanentStepException(node + ": its pods could not be evicted: " + e.getMessage(), e);
        }
    }

    @Override
    public String remedy(DelegateExecution execution) {
        boolean stays = StepRun.of(execution, 1).process().equals("node-stop");
        return "to " + (stays ? "stop" : "remove") + " the node without evicting its pods: ohmykube "
                + (stays ? "stop " : "delete ") + Variables.node(execution) + " --force --name "
                + Variables.cluster(execution);
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("cordons the node and evicts its pods")
                .looksAt("API")
                .reads(StepInput.NODE, StepInput.CONTROL_PLANE, StepInput.WHOLE_CLUSTER)
                .leaves("a cordoned node without pods that can go elsewhere");
    }
}
