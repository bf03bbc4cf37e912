package io.ohmykube.workers.kubectl;

import io.ohmykube.config.Taint;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandResult;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Remote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The API of one cluster.
 *
 * <p>An API server that does not answer for now is waited for: all that is done here can be done again. All methods
 * throw {@link ApiUnavailableException} where it stays away, and else what {@link Remote#execute} throws.
 */
public final class Kubectl {
    private static final String ADMIN = "/etc/kubernetes/admin.conf";
    private static final Duration REQUEST = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration APPLY = Duration.ofMinutes(3);
    /** What the command may take beyond the time that kubectl itself was given. */
    private static final Duration GRACE = Duration.ofSeconds(30);
    /** Client-side apply keeps a copy of the object in an annotation; all annotations together may be 256 KiB. */
    private static final int ANNOTATION_LIMIT = 250_000;

    private final Remote controlPlane;
    private final Patience patience;

    public Kubectl(Remote controlPlane, Patience patience) {
        this.controlPlane = controlPlane;
        this.patience = patience;
    }

    /** Whether the API server answers and calls itself ready. Never throws for one that does not. */
    public boolean apiHealthy() {
        return controlPlane
                .probe(kubectl(Duration.ofSeconds(15), "--request-timeout=5s", "get", "--raw", "/readyz"))
                .succeeded();
    }

    /** As {@link #apiHealthy}, of the API server at that address and no other. */
    public boolean apiHealthyAt(String address) {
        return controlPlane
                .probe(kubectl(
                        Duration.ofSeconds(15),
                        "--server=https://" + address + ":6443",
                        "--request-timeout=5s",
                        "get",
                        "--raw",
                        "/readyz"))
                .succeeded();
    }

    /**
     * Applies a manifest of one or more documents. Repeating it changes nothing.
     *
     * <p>Not validated against the API's schema: an old API server would refuse fields of a newer manifest that it can
     * do without. Applied by the client, because an old server would refuse those fields when it applies them itself;
     * by the server only what is too large for the client's way.
     */
    public void apply(String manifest) {
        boolean large = Arrays.stream(manifest.split("(?m)^---", -1)).anyMatch(d -> d.length() > ANNOTATION_LIMIT);
        run(
                large
                        ? kubectl(APPLY, "apply", "--server-side", "--force-conflicts", "-f", "-")
                        : kubectl(APPLY, "apply", "--validate=false", "-f", "-"),
                manifest);
    }

    /** Creates the objects of a manifest; those that exist are left as they are. */
    public void createIfAbsent(String manifest) {
        CommandFailedException refused = attempt(kubectl(APPLY, "create", "--validate=false", "-f", "-"), manifest);
        if (refused != null && !ApiAnswers.onlyAlreadyExists(refused.stderrTail())) {
            throw refused;
        }
    }

    /** All members, sorted by name. */
    public List<NodeObject> nodes() {
        return NodeObjects.list(get("get", "nodes", "-o", "json"));
    }

    /** As {@link #nodes}, asked for a look that must not take longer than that. */
    public List<NodeObject> nodesWithin(Duration limit) {
        String bound = "--request-timeout=" + Math.max(1, limit.toSeconds() - 1) + "s";
        return NodeObjects.list(
                run(kubectl(limit, bound, "get", "nodes", "-o", "json"), null).stdout());
    }

    public Optional<NodeObject> node(String name) {
        String json = get("get", "node", name, "-o", "json", "--ignore-not-found");
        return json.isBlank() ? Optional.empty() : Optional.of(NodeObjects.one(json));
    }

    /**
     * Waits until all these nodes are ready.
     *
     * @throws NotReadyException naming those that are not, when the time is over or one of them is not known
     */
    public void awaitReady(Collection<String> nodes, Duration timeout) {
        if (nodes.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>(List.of("wait", "node"));
        arguments.addAll(nodes);
        arguments.addAll(List.of("--for=condition=Ready", "--timeout=" + timeout.toSeconds() + "s"));
        CommandFailedException late = attempt(kubectl(timeout.plus(GRACE), arguments.toArray(String[]::new)), null);
        if (late != null) {
            throw ApiAnswers.notReady(late, () -> NodeObjects.unready(nodes(), nodes));
        }
    }

    /** Sets these labels; others stay. */
    public void label(String node, Map<String, String> labels) {
        set(
                "label",
                node,
                labels.entrySet().stream()
                        .map(l -> l.getKey() + "=" + l.getValue())
                        .toList());
    }

    /** Sets these annotations; others stay. */
    public void annotate(String node, Map<String, String> annotations) {
        set(
                "annotate",
                node,
                annotations.entrySet().stream()
                        .map(a -> a.getKey() + "=" + a.getValue())
                        .toList());
    }

    /** Sets these taints; others stay. */
    public void taint(String node, List<Taint> taints) {
        set(
                "taint",
                node,
                taints.stream()
                        .map(t -> t.key() + (t.value() == null ? "" : "=" + t.value()) + ":" + t.effect())
                        .toList());
    }

    /** Cordons a node and evicts its pods, except those of daemon sets. Nothing happens where there is no such node. */
    public void drain(String node, DrainOptions options) {
        List<String> arguments = new ArrayList<>(List.of(
                "drain",
                node,
                "--ignore-daemonsets",
                "--delete-emptydir-data",
                "--force",
                "--timeout=" + options.timeout().toSeconds() + "s"));
        if (options.disableEviction()) {
            arguments.add("--disable-eviction");
        }
        CommandFailedException refused =
                attempt(kubectl(options.timeout().plus(GRACE), arguments.toArray(String[]::new)), null);
        if (refused != null && !ApiAnswers.noSuchNode(refused.stderrTail(), node)) {
            throw refused;
        }
    }

    /** Lets no more pods be placed on a node; those that run there stay. */
    public void cordon(String node) {
        run(kubectl(REQUEST.plus(GRACE), "cordon", node), null);
    }

    /** Lets pods be placed on a node again. */
    public void uncordon(String node) {
        run(kubectl(REQUEST.plus(GRACE), "uncordon", node), null);
    }

    /** Takes an annotation off a node object. */
    public void removeAnnotation(String node, String key) {
        set("annotate", node, List.of(key + "-"));
    }

    /** When the node's kubelet reported last, by the node's own clock; empty where it never did. */
    public Optional<Instant> heartbeat(String node) {
        String json = get("get", "node", node, "-o", "json", "--ignore-not-found");
        return json.isBlank() ? Optional.empty() : NodeObjects.heartbeat(json);
    }

    /** Removes the node object. Nothing happens where there is none. */
    public void deleteNode(String node) {
        run(kubectl(Duration.ofMinutes(1), "delete", "node", node, "--ignore-not-found"), null);
    }

    /** Removes a namespace and waits until all in it is gone. Nothing happens where there is none. */
    public void deleteNamespace(String namespace) {
        run(kubectl(APPLY, "delete", "namespace", namespace, "--ignore-not-found"), null);
    }

    /** How far a workload is; {@code kind} is {@code deployment} or {@code daemonset}. */
    public WorkloadStatus workload(String kind, String namespace, String name) {
        return WorkloadStatus.of(get("get", kind, name, "-n", namespace, "-o", "json", "--ignore-not-found"));
    }

    /**
     * Waits until all pods wanted of a workload are available.
     *
     * @throws NotReadyException with the state of its namespace's pods, when the time is over or there is no such
     *     workload
     */
    public void awaitAvailable(String kind, String namespace, String name, Duration timeout) {
        CommandFailedException late = attempt(
                kubectl(
                        timeout.plus(GRACE),
                        "rollout",
                        "status",
                        kind,
                        name,
                        "-n",
                        namespace,
                        "--timeout=" + timeout.toSeconds() + "s"),
                null);
        if (late != null) {
            throw ApiAnswers.notReady(
                    late, () -> kind + " " + namespace + "/" + name + ":\n" + get("get", "pods", "-n", namespace));
        }
    }

    /**
     * As {@link #awaitAvailable(String, String, String, Duration)} where some nodes do not run. The pods that a daemon
     * set would have there may be missing; of a deployment one pod is enough, since others may have been there.
     */
    public void awaitAvailable(String kind, String namespace, String name, int stoppedNodes, Duration timeout) {
        if (stoppedNodes == 0) {
            awaitAvailable(kind, namespace, name, timeout);
            return;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            WorkloadStatus status = workload(kind, namespace, name);
            int enough = kind.equals("daemonset") ? status.desired() - stoppedNodes : Math.min(1, status.desired());
            if (status.exists() && status.available() >= enough) {
                return;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new NotReadyException(
                        kind + " " + namespace + "/" + name + ": " + status.available() + " of " + status.desired()
                                + " pods are available, and " + enough + " are needed while " + stoppedNodes
                                + " nodes are stopped",
                        null);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("interrupted while pods were waited for", e);
        }
    }

    private void set(String verb, String node, List<String> values) {
        if (!values.isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of(verb, "node", node, "--overwrite"));
            arguments.addAll(values);
            run(kubectl(REQUEST.plus(GRACE), arguments.toArray(String[]::new)), null);
        }
    }

    private String get(String... arguments) {
        List<String> bounded = new ArrayList<>(List.of("--request-timeout=" + REQUEST.toSeconds() + "s"));
        bounded.addAll(List.of(arguments));
        return run(kubectl(REQUEST.plus(GRACE), bounded.toArray(String[]::new)), null)
                .stdout();
    }

    private CommandResult run(Command command, @Nullable String stdin) {
        Command whole = stdin == null ? command : command.withStdin(Content.of(stdin));
        Outage outage = null;
        while (true) {
            try {
                return controlPlane.execute(whole);
            } catch (CommandFailedException e) {
                if (!ApiAnswers.unavailable(e)) {
                    throw e;
                }
                outage = outage == null ? new Outage(patience, e) : outage;
                outage.sitOut();
            }
        }
    }

    /** Null when the command succeeded, else how it failed, for callers to whom some failures are answers. */
    private @Nullable CommandFailedException attempt(Command command, @Nullable String stdin) {
        try {
            run(command, stdin);
            return null;
        } catch (CommandFailedException e) {
            return e;
        }
    }

    private static Command kubectl(Duration timeout, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("kubectl", "--kubeconfig", ADMIN));
        argv.addAll(List.of(arguments));
        return Command.of(argv.toArray(String[]::new)).withTimeout(timeout);
    }
}
