package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.StepFacts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** What one service task does. Safe to repeat: where there is nothing to do, nothing is done. */
@FunctionalInterface
interface StepDelegate {
    /** Returns what was done, for people, in one line; null when there is nothing to say. */
    @Nullable
    String run(DelegateExecution execution) throws Exception;

    /** What whoever puts the step into a process has to know. */
    default StepFacts facts() {
        return StepFacts.NONE;
    }

    /** What a person can do besides when this step fails for good; null where the failure itself says it all. */
    default @Nullable String remedy(DelegateExecution execution) {
        return null;
    }
}
