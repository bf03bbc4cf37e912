package io.ohmykube.workers.kubeadm;

import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.script.Script;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** What kubeadm has done to a machine, as the machine shows it. */
record KubeadmState(Set<String> facts) {
    /** kubeadm's own timeouts end it before. */
    private static final Duration RUNNING = Duration.ofMinutes(6);

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Script SCRIPT = new Script("kubeadm-state");

    /** Looks, once a kubeadm that still runs there has ended. */
    static KubeadmState of(Remote remote) {
        return new KubeadmState(
                remote.execute(SCRIPT.with(Long.toString(RUNNING.toSeconds())).withTimeout(RUNNING.plus(GRACE)))
                        .stdout()
                        .lines()
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether it was made a control plane to the end; only those have the administrator's kubeconfig. */
    boolean controlPlane() {
        return initialised() || (joined() && facts.contains("has /etc/kubernetes/admin.conf"));
    }

    boolean initialised() {
        return facts.contains("run init done") && facts.contains("has /etc/kubernetes/admin.conf");
    }

    boolean joined() {
        return facts.contains("run join done") && facts.contains("has /etc/kubernetes/kubelet.conf");
    }

    /** Whether somebody stopped it, rather than that it failed. */
    boolean cancelled() {
        return facts.contains("run init cancelled") || facts.contains("run join cancelled");
    }

    boolean untouched() {
        return facts.isEmpty();
    }
}
