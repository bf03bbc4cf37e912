package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Makes the cluster's key pair unless there is one. */
final class CreateKeysDelegate implements StepDelegate {
    private final KeyPairs keys;

    CreateKeysDelegate(KeyPairs keys) {
        this.keys = keys;
    }

    @Override
    public @Nullable String run(DelegateExecution execution) {
        keys.ensure(Variables.cluster(execution));
        return null;
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("makes the cluster's key pair")
                .looksAt("key files")
                .leaves("key files in the cluster's directory");
    }
}
