package io.ohmykube.workers.delegate;

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
}
