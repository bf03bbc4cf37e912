package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.kubeconfig.Kubeconfig;
import io.ohmykube.config.kubeconfig.UserKubeconfig;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Machine;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubeadm.AdminKubeconfig;
import io.ohmykube.workers.kubeadm.AnsweringControlPlane;
import io.ohmykube.workers.kubeadm.Kubeadm;
import java.io.IOException;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Keeps the administrator's kubeconfig in the cluster's directory and, if asked to, adds it to the user's own. */
final class SaveKubeconfigDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final AdminKubeconfig admin;
    private final ClusterStore clusters;
    private final UserKubeconfig userKubeconfig;

    SaveKubeconfigDelegate(NodeFinder nodes, Kubeadm kubeadm, ClusterStore clusters, UserKubeconfig userKubeconfig) {
        this.nodes = nodes;
        this.admin = new AdminKubeconfig(kubeadm, clusters);
        this.clusters = clusters;
        this.userKubeconfig = userKubeconfig;
    }

    @Override
    public String run(DelegateExecution execution) throws IOException {
        Cluster wanted = nodes.cluster(execution);
        String cluster = wanted.name();
        Launcher launcher = nodes.launcher(wanted);
        Machine controlPlane = wanted.spec().nodes().controlPlanes().size() == 1
                ? nodes.controlPlane(execution).machine()
                : AnsweringControlPlane.of(launcher, wanted, machine -> nodes.remote(execution, machine));
        Kubeconfig kubeconfig = admin.save(wanted, launcher, controlPlane, nodes.remote(execution, controlPlane));
        if (!Variables.isTrue(execution, Variables.MERGE_KUBECONFIG)) {
            return "saved as " + clusters.files(cluster).kubeconfig();
        }
        userKubeconfig.merge(kubeconfig);
        return "context " + kubeconfig.context() + " in " + userKubeconfig.file();
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("keeps the kubeconfig; merges it into the user's own")
                .looksAt("control plane, file")
                .reads(StepInput.CONTROL_PLANE, StepInput.MERGE_KUBECONFIG)
                .leaves("the kubeconfig, in a file");
    }
}
