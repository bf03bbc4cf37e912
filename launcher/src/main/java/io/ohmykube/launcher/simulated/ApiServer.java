package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The API server that a cluster's machines share, with what watches it: controllers, scheduler and kubelets. */
final class ApiServer {
    /** Another process' changes are not signalled. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final JsonFile<ApiState> file;
    private final SimulatedCluster cluster;

    ApiServer(JsonFile<ApiState> file, SimulatedCluster cluster) {
        this.file = file;
        this.cluster = cluster;
    }

    <R> R read(JsonFile.Use<ApiState, R> use) throws IOException {
        return file.read(use);
    }

    <R> R change(JsonFile.Use<ApiState, R> use) throws IOException {
        return file.change(state -> {
            R result = use.with(state);
            Controllers.reconcile(state, health(state));
            return result;
        });
    }

    /** Lets time pass for the cluster in no time. */
    void sleep(Duration time) throws IOException {
        change(state -> state.slept += time.toMillis());
    }

    /** What a client says of the server's certificate; empty while that is valid. */
    Optional<String> expired() throws IOException {
        return read(state -> {
            Instant end = Instant.ofEpochSecond(state.certificatesExpire);
            return state.certificatesExpire == 0 || end.isAfter(state.now())
                    ? Optional.empty()
                    : Optional.of("x509: certificate has expired or is not yet valid: current time " + state.now()
                            + " is after " + end + " (simulated)");
        });
    }

    /** What time it is by the cluster's clocks. */
    Instant now() throws IOException {
        return read(ApiState::now);
    }

    /** Whether it answers: initialised, and of more than half of its machines runtime and kubelet running. */
    boolean up() throws IOException {
        return upWithout("");
    }

    /** Whether it would answer if that machine were no member of etcd. */
    boolean upWithout(String gone) throws IOException {
        return read(state -> {
            Set<String> members = state.members();
            members.remove(gone);
            int running = 0;
            for (String member : members) {
                running += runs(member) ? 1 : 0;
            }
            return state.initialised && running * 2 > members.size();
        });
    }

    /** Whether that machine's part of it answers. */
    boolean runs(String member) throws IOException {
        Optional<SimulatedMachine> machine = cluster.machine(member);
        return machine.isPresent() && kubeletRuns(machine.get());
    }

    /** What is known of the nodes' machines, for one use. */
    Health health(ApiState state) throws IOException {
        Health health = new Health(Controllers.hasNetwork(state));
        for (ObjectNode node : state.all(Kinds.NODES)) {
            Optional<SimulatedMachine> machine = cluster.machine(ApiState.name(node));
            if (machine.isPresent() && kubeletRuns(machine.get())) {
                health.running().add(ApiState.name(node));
            }
        }
        return health;
    }

    /** Forgets all if this was the only machine that it ran on; else its node is only not ready any more. */
    void forgetMachine(String name) throws IOException {
        if (read(ApiState::members).equals(Set.of(name))) {
            wipe();
        }
    }

    /** Forgets everything, as etcd does when its files are removed. */
    void wipe() throws IOException {
        file.change(state -> {
            state.initialised = false;
            state.controlPlane = null;
            state.joinedControlPlanes.clear();
            state.objects.clear();
            return null;
        });
    }

    /** A condition on the cluster. */
    interface Condition {
        boolean holds(ApiState state, Health health) throws IOException;
    }

    /** Waits until the condition holds; returns whether it does. */
    boolean await(Condition condition, Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long generation = cluster.lock().generation();
            if (read(state -> condition.holds(state, health(state)))) {
                return true;
            }
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            cluster.lock().awaitChange(generation, LOOK_AGAIN);
        }
    }

    private static boolean kubeletRuns(SimulatedMachine machine) throws IOException {
        return machine.active("containerd")
                && machine.active("kubelet")
                && machine.files().exists(KubeadmFiles.KUBELET_KUBECONFIG);
    }
}
