package io.ohmykube.workers.delegate;

import io.ohmykube.config.AtomicFile;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.kubeconfig.Kubeconfig;
import io.ohmykube.config.kubeconfig.UserKubeconfig;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubeadm.Kubeadm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Keeps the administrator's kubeconfig in the cluster's directory and, if asked to, adds it to the user's own. */
final class SaveKubeconfigDelegate implements StepDelegate {
    private static final Pattern PORT = Pattern.compile("(?m)^\\s*server:\\s*\\S+:(\\d+)/?\\s*$");
    private static final int DEFAULT_PORT = 6443;

    private final NodeFinder nodes;
    private final Kubeadm kubeadm;
    private final ClusterStore clusters;
    private final UserKubeconfig userKubeconfig;

    SaveKubeconfigDelegate(NodeFinder nodes, Kubeadm kubeadm, ClusterStore clusters, UserKubeconfig userKubeconfig) {
        this.nodes = nodes;
        this.kubeadm = kubeadm;
        this.clusters = clusters;
        this.userKubeconfig = userKubeconfig;
    }

    @Override
    public String run(DelegateExecution execution) throws IOException {
        NodeAccess controlPlane = nodes.controlPlane(execution);
        String admin = kubeadm.adminKubeconfig(controlPlane.remote());
        String cluster = controlPlane.cluster().name();
        Kubeconfig kubeconfig =
                Kubeconfig.of(admin, cluster, controlPlane.machine().addresses().get(0), port(admin));
        Path file = clusters.files(cluster).kubeconfig();
        if (!Files.exists(file) || !Files.readString(file).equals(kubeconfig.text())) {
            AtomicFile.write(file, kubeconfig.text());
        }
        if (!Variables.isTrue(execution, Variables.MERGE_KUBECONFIG)) {
            return "saved as " + file;
        }
        userKubeconfig.merge(kubeconfig);
        return "context " + kubeconfig.context() + " in " + userKubeconfig.file();
    }

    private static int port(String admin) {
        Matcher matcher = PORT.matcher(admin);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : DEFAULT_PORT;
    }
}
