package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.node.UserUploads;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Brings the user's files to a node's machine. */
final class UploadFilesDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final UserUploads uploads = new UserUploads();

    UploadFilesDelegate(NodeFinder nodes) {
        this.nodes = nodes;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        return uploads.bring(node.remote(), node.spec().custom().uploads());
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("brings the user's files that are missing or differ, with mode and owner")
                .looksAt("machine")
                .reads(StepInput.NODE)
                .leaves("the files on the machine")
                .raises(ErrorCodes.MACHINE_UNREACHABLE);
    }
}
