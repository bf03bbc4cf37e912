package io.ohmykube.workers.delegate;

import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.kubeconfig.Kubeconfig;
import io.ohmykube.config.kubeconfig.UserKubeconfig;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubeadm.AdminKubeconfig;
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
        NodeAccess controlPlane = nodes.controlPlane(execution);
        String cluster = controlPlane.cluster().name();
        Kubeconfig kubeconfig =
                admin.save(controlPlane.cluster(), nodes.launcher(controlPlane.cluster()), controlPlane.remote());
        if (!Variables.isTrue(execution, Variables.MERGE_KUBECONFIG)) {
            return "saved as " + clusters.files(cluster).kubeconfig();
        }
        userKubeconfig.merge(kubeconfig);
        return "context " + kubeconfig.context() + " in " + userKubeconfig.file();
    }
}
