package io.ohmykube.workers.kubeadm;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ControlPlaneEndpoint;
import io.ohmykube.config.NodeNames;
import io.ohmykube.launcher.HostPort;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a cluster's API is reached from outside: at what stands before its control planes, or at one of them. */
public final class ApiAddress {
    /** Where API servers listen on their machines. */
    public static final int PORT = 6443;

    private ApiAddress() {}

    /**
     * Where this computer reaches it, which need not be where nodes do: at what the user operates, where there is that.
     *
     * @param controlPlane one whose API answers
     * @param port on the machine
     * @throws LauncherException where a machine of ours stands before the control planes and does not run
     */
    public static HostPort fromHere(Launcher launcher, Cluster cluster, Machine controlPlane, int port) {
        return Stream.ofNullable(cluster.spec().networking().controlPlaneEndpoint())
                .flatMap(theirs -> ControlPlaneEndpoint.parse(theirs).stream())
                .findFirst()
                .map(theirs -> new HostPort(theirs.host(), theirs.port() == 0 ? port : theirs.port()))
                .orElseGet(() -> launcher.reach(
                        hasEndpoint(launcher, cluster) ? endpoint(launcher, cluster) : controlPlane, port));
    }

    /** The address of a machine of the cluster at which others reach that control plane's API. */
    public static String of(Launcher launcher, Cluster cluster, Machine controlPlane) {
        return (hasEndpoint(launcher, cluster) ? endpoint(launcher, cluster) : controlPlane)
                .addresses()
                .get(0);
    }

    /** Whether a machine of ours is to stand before the control planes: where there are several, and where there once were. */
    public static boolean isPassedOn(Launcher launcher, Cluster cluster) {
        boolean several = cluster.spec().nodes().controlPlanes().size() > 1;
        return launcher.makesEndpoints() && (several || hasEndpoint(launcher, cluster));
    }

    /** One that is there stays the address, however few control planes are left: kubeconfigs name it. */
    static boolean hasEndpoint(Launcher launcher, Cluster cluster) {
        return launcher.makesEndpoints()
                && launcher.get(cluster.name(), NodeNames.endpoint(cluster.name()))
                        .isPresent();
    }

    /** The machine that stands before the control planes. Throws {@link LauncherException} where it does not run. */
    static Machine endpoint(Launcher launcher, Cluster cluster) {
        return require(launcher, cluster, NodeNames.endpoint(cluster.name()));
    }

    static Machine require(Launcher launcher, Cluster cluster, String name) {
        return running(launcher, cluster, name)
                .orElseThrow(() -> new LauncherException(name + ": its machine does not run, so the API of cluster '"
                        + cluster.name() + "' has no address"));
    }

    static Optional<Machine> running(Launcher launcher, Cluster cluster, String name) {
        return launcher.get(cluster.name(), name)
                .filter(machine -> machine.state() == Machine.State.RUNNING)
                .filter(machine -> !machine.addresses().isEmpty());
    }
}
