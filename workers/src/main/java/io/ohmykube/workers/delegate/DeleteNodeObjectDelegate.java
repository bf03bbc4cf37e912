package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Takes a node out of the API. */
final class DeleteNodeObjectDelegate implements StepDelegate {
    private final LeavingNode leaving;

    DeleteNodeObjectDelegate(LeavingNode leaving) {
        this.leaving = leaving;
    }

    @Override
    public String run(DelegateExecution execution) {
        String node = Variables.node(execution);
        return leaving.tell(execution, kubectl -> kubectl.deleteNode(node))
                .map(why -> "node object was not deleted: " + why)
                .orElse("node object is gone");
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("deletes the node object")
                .looksAt("API")
                .reads(StepInput.NODE, StepInput.CONTROL_PLANE, StepInput.WHOLE_CLUSTER)
                .leaves("no node object");
    }
}
