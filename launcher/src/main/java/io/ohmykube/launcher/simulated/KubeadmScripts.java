package io.ohmykube.launcher.simulated;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The scripts around kubeadm. */
final class KubeadmScripts {
    private static final String STATE = "/var/lib/ohmykube/kubeadm";
    private static final String KUBEADM = "kubeadm";
    private static final Duration TO_END = Duration.ofSeconds(10);

    private static final List<String> LEFTOVERS = List.of(
            KubeadmFiles.ADMIN_KUBECONFIG,
            KubeadmFiles.KUBELET_KUBECONFIG,
            KubeadmFiles.BOOTSTRAP_KUBECONFIG,
            KubeadmFiles.CA,
            KubeadmFiles.KUBELET_CONFIG,
            KubeadmFiles.ETCD_DATA);

    private KubeadmScripts() {}

    static Map<String, Program> all() {
        return Map.of(
                "remove-etcd-member", KubeadmScripts::removeEtcdMember,
                "run-kubeadm", KubeadmScripts::run,
                "kubeadm-state", KubeadmScripts::state,
                "join-facts", KubeadmScripts::joinFacts,
                "reset-node", KubeadmScripts::reset);
    }

    /**
     * kubeadm runs on a thread of its own, which goes on when the connection that asked for it breaks, and stops when
     * this script is told to stop.
     */
    private static int run(Execution execution) throws IOException, InterruptedException {
        String phase = execution.argument(0);
        RootFiles files = execution.files();
        if (files.exists(STATE) && files.text(STATE).endsWith(" done\n")) {
            files.remove(execution.argument(1));
            return execution.fail(
                    1,
                    "this machine is already part of a cluster: "
                            + files.text(STATE).strip());
        }
        if (!execution.machine().processes().awaitEndOf(KUBEADM, Duration.ZERO)) {
            return execution.fail(1, "another kubeadm is running on this machine");
        }
        files.write(STATE, phase + " running\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Ended> end = new CompletableFuture<>();
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread detached = new Thread(() -> detached(execution, phase, out, err, cancelled, end), KUBEADM + "-" + phase);
        detached.setDaemon(true);
        detached.start();
        Ended ended;
        try {
            ended = end.get();
        } catch (InterruptedException e) {
            if (execution.machine().processes().told(ProcessTable.TERM)) {
                cancelled.set(true);
                detached.interrupt();
            }
            throw e;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        execution.out(out.toByteArray());
        execution.stderr().write(err.toByteArray());
        if (ended.dropped()) {
            execution.drop();
        }
        return ended.completed() && ended.exitCode() == 0 ? 0 : 1;
    }

    private static void detached(
            Execution execution,
            String phase,
            OutputStream out,
            OutputStream err,
            AtomicBoolean cancelled,
            CompletableFuture<Ended> end) {
        try {
            end.complete(recorded(execution, phase, out, err, cancelled));
        } catch (IOException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    /** Until it is recorded how it ended, kubeadm is not over for those who wait for its end. */
    @SuppressWarnings("try") // It is held, not used.
    private static Ended recorded(
            Execution execution, String phase, OutputStream out, OutputStream err, AtomicBoolean cancelled)
            throws IOException {
        try (ProcessTable.Entry running = execution.machine().processes().enter(KUBEADM, "")) {
            Ended ended = kubeadm(execution, phase, out, err, cancelled);
            if (ended.completed()) {
                record(execution, phase + (ended.exitCode() == 0 ? " done\n" : " failed\n"));
            } else if (cancelled.get()) {
                record(execution, phase + " cancelled\n");
            }
            return ended;
        }
    }

    /** Where it is killed, what it was at stays as it is. */
    private static Ended kubeadm(
            Execution execution, String phase, OutputStream out, OutputStream err, AtomicBoolean cancelled)
            throws IOException {
        List<String> argv = List.of(
                KUBEADM,
                phase,
                "--config",
                execution.argument(1),
                "--ignore-preflight-errors=" + execution.argument(2));
        try {
            return execution.detached(argv, out, err);
        } catch (InterruptedException e) {
            return new Ended(false, 0, false);
        } catch (IOException e) {
            if (!cancelled.get()) {
                throw e;
            }
            // It was at a file just then, which an interrupt closes; how it ended is yet to be written into another.
            Thread.interrupted();
            return new Ended(false, 0, false);
        }
    }

    private static void record(Execution execution, String state) throws IOException {
        execution.files().remove(execution.argument(1));
        execution.files().write(STATE, state);
    }

    private static int state(Execution execution) throws IOException, InterruptedException {
        Duration patience = Duration.ofSeconds(Long.parseLong(execution.argument(0)));
        if (!execution.machine().processes().awaitEndOf(KUBEADM, patience)) {
            return execution.fail(1, "kubeadm still runs after " + patience.toSeconds() + " s");
        }
        RootFiles files = execution.files();
        if (files.exists(STATE)) {
            execution.out("run " + files.text(STATE).strip().replace(" running", " interrupted"));
        }
        for (String path : LEFTOVERS) {
            if (files.exists(path)) {
                execution.out("has " + path);
            }
        }
        return 0;
    }

    private static int removeEtcdMember(Execution execution) throws IOException {
        String name = execution.argument(0);
        ApiServer api = execution.cluster().api();
        if (!api.up()) {
            return execution.fail(1, "etcd does not run on this machine (simulated)");
        }
        boolean there = api.read(state -> state.members().contains(name));
        if (there && !api.upWithout(name)) {
            return execution.fail(
                    1, "etcdserver: re-configuration failed due to not enough started members (simulated)");
        }
        if (there) {
            api.change(state -> {
                state.removeMember(name);
                return null;
            });
            execution.out("changed: " + name + " is no longer a member of etcd (simulated)");
        }
        return 0;
    }

    private static int joinFacts(Execution execution) throws IOException {
        RootFiles files = execution.files();
        if (!files.exists(KubeadmFiles.ADMIN_KUBECONFIG)) {
            return execution.fail(2, "awk: cannot open " + KubeadmFiles.ADMIN_KUBECONFIG);
        }
        execution.out(files.text(KubeadmFiles.ADMIN_KUBECONFIG)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("server: "))
                .map(line -> line.substring("server: ".length()))
                .findFirst()
                .orElse(""));
        execution.out(Long.toString(execution.cluster().api().now().getEpochSecond()));
        execution.out(files.bytes(KubeadmFiles.CA));
        return 0;
    }

    private static int reset(Execution execution) throws IOException, InterruptedException {
        if (!execution.machine().processes().endNamed(KUBEADM, TO_END)) {
            return execution.fail(1, "kubeadm does not end");
        }
        ServicePrograms.stop(execution, "kubelet");
        if (execution.files().hasProgram(KUBEADM) && execution.machine().active("containerd")) {
            Ended ended = execution.nested(
                    List.of(KUBEADM, "reset", "-f", "--cri-socket", "unix:///run/containerd/containerd.sock"),
                    execution.stdout(),
                    execution.stderr());
            if (ended.dropped()) {
                execution.drop();
            }
            if (!ended.completed() || ended.exitCode() != 0) {
                return 1;
            }
        }
        KubeadmPrograms.clean(execution);
        execution.files().remove("/etc/kubernetes/ohmykube");
        execution.files().remove(STATE);
        return 0;
    }
}
