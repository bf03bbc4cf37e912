package io.ohmykube.workers.delegate;

import io.ohmykube.config.kubeconfig.UserKubeconfig;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Takes the cluster out of the user's own kubeconfig. */
final class RemoveKubeconfigDelegate implements StepDelegate {
    private final UserKubeconfig userKubeconfig;

    RemoveKubeconfigDelegate(UserKubeconfig userKubeconfig) {
        this.userKubeconfig = userKubeconfig;
    }

    @Override
    public String run(DelegateExecution execution) {
        return userKubeconfig.remove(Variables.cluster(execution))
                ? "removed from " + userKubeconfig.file()
                : "there was none";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("takes the cluster out of the user's kubeconfig")
                .looksAt("file")
                .leaves("no context of the cluster in the user's kubeconfig");
    }
}
