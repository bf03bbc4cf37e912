package io.ohmykube.workers.kubeadm;

import io.ohmykube.config.AtomicFile;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.kubeconfig.Kubeconfig;
import io.ohmykube.launcher.Remote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The administrator's kubeconfig of a cluster: fetched from its control plane and kept in its directory. */
public final class AdminKubeconfig {
    private static final Pattern PORT = Pattern.compile("(?m)^\\s*server:\\s*\\S+:(\\d+)/?\\s*$");
    private static final int DEFAULT_PORT = 6443;

    private final Kubeadm kubeadm;
    private final ClusterStore clusters;

    public AdminKubeconfig(Kubeadm kubeadm, ClusterStore clusters) {
        this.kubeadm = kubeadm;
        this.clusters = clusters;
    }

    /**
     * Fetches it, with the API's address and the cluster's name in it, and replaces the one kept where it differs.
     *
     * @param api the address at which the cluster's API is reached
     */
    public Kubeconfig save(String cluster, String api, Remote controlPlane) throws IOException {
        String admin = kubeadm.adminKubeconfig(controlPlane);
        Kubeconfig kubeconfig = Kubeconfig.of(admin, cluster, api, port(admin));
        Path file = clusters.files(cluster).kubeconfig();
        if (!Files.exists(file) || !Files.readString(file).equals(kubeconfig.text())) {
            AtomicFile.write(file, kubeconfig.text());
        }
        return kubeconfig;
    }

    private static int port(String admin) {
        Matcher matcher = PORT.matcher(admin);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : DEFAULT_PORT;
    }
}
