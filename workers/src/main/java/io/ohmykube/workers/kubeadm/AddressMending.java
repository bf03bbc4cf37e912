package io.ohmykube.workers.kubeadm;

import io.ohmykube.cache.Catalogue;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.script.Script;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * Fits members of a cluster, and what the cluster keeps of them, to the addresses that their machines have now. Nothing
 * happens where none has changed. Returns what was changed in one line, empty for nothing.
 */
public final class AddressMending {
    private static final String CONFIG = "/etc/kubernetes/ohmykube/mend.yaml";
    private static final String PRIVATE = "0600";
    private static final String CHANGED = "changed: ";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int CANNOT_CHANGE = 3;
    private static final Script NODE = new Script("mend-node");
    private static final Script CLUSTER = new Script("mend-cluster");

    private final SecureRandom random = new SecureRandom();
    private final Catalogue catalogue;

    public AddressMending(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The address of a control plane has changed that cannot be changed. */
    public static final class CannotChangeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotChangeException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * A control plane: certificates, kubeconfigs, static pods, the kubelet.
     *
     * @param api the address at which the API is reached
     * @throws CannotChangeException if etcd has other members, which know this one by its address
     */
    public String controlPlane(Remote remote, Cluster cluster, NodeSpec node, Machine machine, String api) {
        String token = BootstrapToken.random(random).text(); // Of no use: it is never made known to the API.
        remote.upload(
                Content.of(new KubeadmConfig(catalogue, cluster, node, machine).init(token, api)), CONFIG, PRIVATE);
        try {
            return mend(
                    remote, machine, "", cluster.spec().nodes().controlPlanes().size(), CONFIG);
        } catch (CommandFailedException e) {
            if (e.exitCode() == CANNOT_CHANGE) {
                throw new CannotChangeException(
                        machine.name() + ": " + e.stderrTail().strip()
                                + "; give its machine the former address back, or delete the node and add another",
                        e);
            }
            throw e;
        }
    }

    /**
     * A worker: its way to the API, the kubelet.
     *
     * @param api the address of the API, for nodes that do not know it by its name
     */
    public String worker(Remote remote, Machine machine, String api) {
        return mend(remote, machine, api, 1, "");
    }

    /** What the API and etcd keep of this control plane, whose API answers. */
    public String cluster(Remote controlPlane, Machine machine) {
        return changes(controlPlane
                .execute(
                        CLUSTER.with(machine.name(), machine.addresses().get(0)).withTimeout(LONGEST))
                .stdout());
    }

    private static String mend(Remote remote, Machine machine, String api, int controlPlanes, String config) {
        return changes(
                remote.execute(NODE.with(machine.addresses().get(0), api, Integer.toString(controlPlanes), config)
                                .withTimeout(LONGEST))
                        .stdout());
    }

    private static String changes(String stdout) {
        return String.join(
                "; ",
                stdout.lines()
                        .filter(line -> line.startsWith(CHANGED))
                        .map(line -> line.substring(CHANGED.length()))
                        .toList());
    }
}
