package io.ohmykube.workers.kubeadm;

import io.ohmykube.cache.Catalogue;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.script.Script;
import java.security.SecureRandom;
import java.time.Duration;

/** The certificate that API servers show to those who reach them at an address that was not known when it was made. */
public final class ApiCertificate {
    private static final String CONFIG = "/etc/kubernetes/ohmykube/certify.yaml";
    private static final String PRIVATE = "0600";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Script CERTIFY = new Script("certify-api");

    private final SecureRandom random = new SecureRandom();
    private final Catalogue catalogue;

    public ApiCertificate(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Has this control plane, and those that join later, be known by that address, at which it is reached already.
     *
     * @return whether that was new
     */
    public boolean extend(Remote remote, Cluster cluster, NodeSpec node, Machine machine, String address) {
        String token = BootstrapToken.random(random).text(); // Of no use: it is never made known to the API.
        remote.upload(
                Content.of(new KubeadmConfig(catalogue, cluster, node, machine).init(token, address)), CONFIG, PRIVATE);
        return remote.execute(CERTIFY.with(address, CONFIG).withTimeout(LONGEST))
                .stdout()
                .lines()
                .anyMatch(line -> line.startsWith("changed: "));
    }
}
