package io.ohmykube.workers.kubeadm;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeNames;
import io.ohmykube.launcher.HostPort;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;

/** Where a cluster's API is reached: at what stands before its control planes or, where nothing does, at the first one. */
public final class ApiAddress {
    /** Where API servers listen on their machines. */
    public static final int PORT = 6443;

    private ApiAddress() {}

    /** Throws {@link LauncherException} where the machine does not run. */
    public static String of(Launcher launcher, Cluster cluster) {
        return machine(launcher, cluster).addresses().get(0);
    }

    /**
     * Where this computer reaches it, which need not be where nodes do. Throws {@link LauncherException} where the machine
     * does not run.
     *
     * @param port on the machine
     */
    public static HostPort fromHere(Launcher launcher, Cluster cluster, int port) {
        return launcher.reach(machine(launcher, cluster), port);
    }

    private static Machine machine(Launcher launcher, Cluster cluster) {
        String name = hasEndpoint(launcher, cluster) ? NodeNames.endpoint(cluster.name()) : cluster.firstControlPlane();
        return launcher.get(cluster.name(), name)
                .filter(machine -> machine.state() == Machine.State.RUNNING)
                .filter(machine -> !machine.addresses().isEmpty())
                .orElseThrow(() -> new LauncherException(name + ": its machine does not run, so the API of cluster '"
                        + cluster.name() + "' has no address"));
    }

    /** Whether it has an address of its own: where several control planes are wanted, and where they once were. */
    public static boolean isShared(Launcher launcher, Cluster cluster) {
        return cluster.spec().nodes().controlPlanes().size() > 1 || hasEndpoint(launcher, cluster);
    }

    /** One that is there stays the address, however few control planes are left: kubeconfigs name it. */
    private static boolean hasEndpoint(Launcher launcher, Cluster cluster) {
        return launcher.makesEndpoints()
                && launcher.get(cluster.name(), NodeNames.endpoint(cluster.name()))
                        .isPresent();
    }
}
