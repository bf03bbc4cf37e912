package io.ohmykube.workers.delegate;

import io.ohmykube.config.kubeconfig.UserKubeconfig;
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
}
