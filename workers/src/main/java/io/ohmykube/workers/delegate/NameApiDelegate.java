package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.StepFacts;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Has all members know the control planes that there are. */
final class NameApiDelegate implements StepDelegate {
    private final ApiNaming naming;

    NameApiDelegate(ApiNaming naming) {
        this.naming = naming;
    }

    @Override
    public String run(DelegateExecution execution) {
        return naming.tell(execution);
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("has all members know the control planes that have joined, and what stands before "
                        + "them, too; passes over members that are stopped or do not answer")
                .looksAt("each member")
                .leaves("names in `/etc/hosts` of all members");
    }
}
