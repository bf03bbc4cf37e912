package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The subcommands of kubeadm besides {@code init} and {@code join}. */
final class KubeadmPrograms {
    private static final Pattern PERIOD = Pattern.compile("(\\d+)(h|m|s)");

    private KubeadmPrograms() {}

    static Map<String, Program> all() {
        return Map.of(
                "kubeadm init", new KubeadmInit(),
                "kubeadm join", new KubeadmJoin(),
                "kubeadm reset", KubeadmPrograms::reset,
                "kubeadm version", KubeadmPrograms::version,
                "kubeadm token create", KubeadmPrograms::createToken,
                "kubeadm token delete", KubeadmPrograms::deleteToken);
    }

    private static int reset(Execution execution) throws IOException {
        Arguments arguments = Arguments.parse(execution.arguments(), Kubeadm.VALUED);
        if (!arguments.flag("f", "force")) {
            return execution.fail(1, "error execution phase preflight: aborted reset operation");
        }
        execution.out("[preflight] Running pre-flight checks (simulated)");
        if (!execution.machine().active("containerd")) {
            execution.err("W [reset] Failed to remove containers: container runtime is not running (simulated)");
        }
        clean(execution);
        execution.out("The reset process does not clean CNI configuration. To do so, you must remove /etc/cni/net.d");
        return 0;
    }

    /** Forgets what kubeadm did on this machine, and the cluster if this was its control plane. */
    static void clean(Execution execution) throws IOException {
        RootFiles files = execution.files();
        String self = execution.machine().name();
        ApiServer api = execution.cluster().api();
        boolean answered = api.up();
        execution.machine().system().change(state -> state.active.remove("kubelet"));
        if (api.read(ApiState::members).equals(Set.of(self))) {
            api.wipe();
        } else if (answered) {
            api.change(state -> {
                state.removeMember(self);
                return null;
            });
        }
        for (String path : List.of(
                KubeadmFiles.ETCD,
                KubeadmFiles.PKI,
                KubeadmFiles.MANIFESTS,
                KubeadmFiles.ADMIN_KUBECONFIG,
                KubeadmFiles.KUBELET_KUBECONFIG,
                KubeadmFiles.BOOTSTRAP_KUBECONFIG,
                KubeadmFiles.KUBELET_CONFIG,
                KubeadmFiles.KUBELET_FLAGS)) {
            files.remove(path);
        }
    }

    private static int version(Execution execution) throws IOException {
        Arguments arguments = Arguments.parse(execution.arguments(), Kubeadm.VALUED);
        execution.out(
                "short".equals(arguments.option("o", "output")) ? "v0.0.0-simulated" : "kubeadm version: simulated");
        return 0;
    }

    private static int createToken(Execution execution) throws IOException {
        Arguments arguments = Arguments.parse(execution.arguments(), Kubeadm.VALUED);
        if (!execution.files().exists(KubeadmFiles.ADMIN_KUBECONFIG)) {
            return execution.fail(
                    1,
                    "failed to load admin kubeconfig: open " + KubeadmFiles.ADMIN_KUBECONFIG
                            + ": no such file or directory");
        }
        ApiServer api = execution.cluster().api();
        if (!api.up()) {
            return execution.fail(1, "error: connect: connection refused (simulated)");
        }
        BootstrapToken token;
        try {
            token = arguments.operands().isEmpty()
                    ? BootstrapToken.random()
                    : BootstrapToken.of(arguments.operands().get(0));
        } catch (IllegalArgumentException e) {
            return execution.fail(1, String.valueOf(e.getMessage()));
        }
        Instant expiry = execution.cluster().api().now().plus(period(arguments.optionOr("ttl", "24h0m0s")));
        // kubeadm warns here now and then, and whoever takes both streams for one gets a broken token.
        execution.err("W kubeadm cannot validate component configs for API groups [kubelet.config.k8s.io"
                + " kubeproxy.config.k8s.io] (simulated)");
        String printed = api.change(state -> {
            token.create(state, expiry);
            String text = token.id() + "." + token.secret();
            return arguments.flag("print-join-command")
                    ? "kubeadm join "
                            + state.find(Kinds.NODES, "", String.valueOf(state.controlPlane))
                                    .orElseThrow()
                                    .at("/status/addresses/0/address")
                                    .asText()
                            + ":6443 --token " + text + " --discovery-token-ca-cert-hash "
                            + CertificateAuthority.hash(state.ca) + " "
                    : text;
        });
        execution.out(printed);
        return 0;
    }

    private static int deleteToken(Execution execution) throws IOException {
        String id = execution.argument(0).replaceFirst("\\..*", "");
        execution.cluster().api().change(state -> BootstrapToken.delete(state, id));
        execution.out("bootstrap token \"" + id + "\" deleted");
        return 0;
    }

    private static Duration period(String text) {
        Duration period = Duration.ZERO;
        Matcher matcher = PERIOD.matcher(text);
        while (matcher.find()) {
            long count = Long.parseLong(matcher.group(1));
            period = period.plus(
                    switch (matcher.group(2)) {
                        case "h" -> Duration.ofHours(count);
                        case "m" -> Duration.ofMinutes(count);
                        default -> Duration.ofSeconds(count);
                    });
        }
        return period;
    }
}
