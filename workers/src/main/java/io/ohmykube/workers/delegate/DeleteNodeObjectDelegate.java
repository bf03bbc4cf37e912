package io.ohmykube.workers.delegate;

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
}
