package io.ohmykube.workers.kubeadm;

import io.ohmykube.config.AtomicFile;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.kubeconfig.Kubeconfig;
import io.ohmykube.launcher.HostPort;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The administrator's kubeconfig of a cluster: fetched from its control plane and kept in its directory. */
public final class AdminKubeconfig {
    private static final Pattern PORT = Pattern.compile("(?m)^\\s*server:\\s*\\S+:(\\d+)/?\\s*$");

    private final Kubeadm kubeadm;
    private final ClusterStore clusters;

    public AdminKubeconfig(Kubeadm kubeadm, ClusterStore clusters) {
        this.kubeadm = kubeadm;
        this.clusters = clusters;
    }

    /**
     * Fetches it, with where this computer reaches the API and the cluster's name in it, and replaces the one kept where it differs.
     *
     * @param launcher knows where this computer reaches the cluster's API
     * @param controlPlane one whose API answers
     */
    public Kubeconfig save(Cluster cluster, Launcher launcher, Machine controlPlane, Remote way) throws IOException {
        String admin = kubeadm.adminKubeconfig(way);
        HostPort api = ApiAddress.fromHere(launcher, cluster, controlPlane, port(admin));
        Kubeconfig kubeconfig = Kubeconfig.of(admin, cluster.name(), api.host(), api.port());
        Path file = clusters.files(cluster.name()).kubeconfig();
        if (!Files.exists(file) || !Files.readString(file).equals(kubeconfig.text())) {
            AtomicFile.write(file, kubeconfig.text());
        }
        return kubeconfig;
    }

    private static int port(String admin) {
        Matcher matcher = PORT.matcher(admin);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : ApiAddress.PORT;
    }
}
