package io.ohmykube.workers.kubeadm;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeNames;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;

/** Where a cluster's API is reached: at its control plane or, where there are several, at what stands before them. */
public final class ApiAddress {
    private ApiAddress() {}

    /** Throws {@link LauncherException} where the machine does not run. */
    public static String of(Launcher launcher, Cluster cluster) {
        String name = isShared(cluster) ? NodeNames.endpoint(cluster.name()) : cluster.firstControlPlane();
        return launcher.get(cluster.name(), name)
                .filter(machine -> machine.state() == Machine.State.RUNNING)
                .flatMap(machine -> machine.addresses().stream().findFirst())
                .orElseThrow(() -> new LauncherException(name + ": its machine does not run, so the API of cluster '"
                        + cluster.name() + "' has no address"));
    }

    /** Whether several control planes stand behind one address. */
    public static boolean isShared(Cluster cluster) {
        return cluster.spec().nodes().controlPlanes().size() > 1;
    }
}
