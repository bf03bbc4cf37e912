package io.ohmykube.workers.kubeadm;

import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import io.ohmykube.launcher.RemoteException;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.Patience;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The control plane that a user is sent to. */
public final class AnsweringControlPlane {
    private AnsweringControlPlane() {}

    /**
     * The first whose own API server answers. Where none does, the first that can be reached at all; where there is one
     * only, that one.
     *
     * @param ways to machines that run
     * @throws LauncherException if the machine of no control plane runs
     */
    public static Machine of(Launcher launcher, Cluster cluster, Function<Machine, Remote> ways) {
        List<Machine> running = cluster.spec().nodes().controlPlanes().stream()
                .flatMap(node -> launcher.get(cluster.name(), Objects.requireNonNull(node.name())).stream())
                .filter(machine -> machine.state() == Machine.State.RUNNING)
                .toList();
        if (running.isEmpty()) {
            throw new LauncherException(cluster.firstControlPlane()
                    + ": its machine does not run, so the kubeconfig cannot be fetched from it");
        }
        if (running.size() == 1) {
            return running.get(0);
        }
        Machine reached = null;
        for (Machine machine : running) {
            Optional<Boolean> answers = answers(machine, ways);
            if (answers.orElse(false)) {
                return machine;
            }
            if (reached == null && answers.isPresent()) {
                reached = machine;
            }
        }
        return reached == null ? running.get(0) : reached;
    }

    /** Nothing where the machine cannot be reached. */
    private static Optional<Boolean> answers(Machine machine, Function<Machine, Remote> ways) {
        try {
            return Optional.of(new Kubectl(ways.apply(machine), Patience.NONE)
                    .apiHealthyAt(machine.addresses().get(0)));
        } catch (RemoteException away) {
            return Optional.empty();
        }
    }
}
