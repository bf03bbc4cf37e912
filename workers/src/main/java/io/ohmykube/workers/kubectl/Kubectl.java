package io.ohmykube.workers.kubectl;

import io.ohmykube.config.Taint;
import io.ohmykube.launcher.Remote;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The API of one cluster.
 *
 * <p>All methods throw {@link ApiUnavailableException} where the API server does not answer for now, and else what
 * {@link Remote#execute} throws.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Kubectl {
    private final Remote controlPlane;

    public Kubectl(Remote controlPlane) {
        this.controlPlane = controlPlane;
    }

    /** Whether the API server answers and calls itself ready. Never throws for one that does not. */
    public boolean apiHealthy() {
        throw new UnsupportedOperationException(controlPlane.node());
    }

    /** Applies a manifest of one or more documents. Repeating it changes nothing. */
    public void apply(String manifest) {
        throw new UnsupportedOperationException(manifest);
    }

    /** Creates the objects of a manifest; those that exist are left as they are. */
    public void createIfAbsent(String manifest) {
        throw new UnsupportedOperationException(manifest);
    }

    /** All members, sorted by name. */
    public List<NodeObject> nodes() {
        throw new UnsupportedOperationException();
    }

    public Optional<NodeObject> node(String name) {
        throw new UnsupportedOperationException(name);
    }

    /**
     * Waits until all these nodes are ready.
     *
     * @throws NotReadyException naming those that are not, when the time is over
     */
    public void awaitReady(Collection<String> nodes, Duration timeout) {
        throw new UnsupportedOperationException(nodes + " " + timeout);
    }

    /** Sets these labels; others stay. */
    public void label(String node, Map<String, String> labels) {
        throw new UnsupportedOperationException(node + labels);
    }

    /** Sets these taints; others stay. */
    public void taint(String node, List<Taint> taints) {
        throw new UnsupportedOperationException(node + taints);
    }

    /** Cordons a node and evicts its pods, except those of daemon sets. */
    public void drain(String node, DrainOptions options) {
        throw new UnsupportedOperationException(node + options);
    }

    /** Removes the node object. Nothing happens where there is none. */
    public void deleteNode(String node) {
        throw new UnsupportedOperationException(node);
    }

    /** How far a workload is; {@code kind} is {@code deployment} or {@code daemonset}. */
    public WorkloadStatus workload(String kind, String namespace, String name) {
        throw new UnsupportedOperationException(kind + namespace + name);
    }

    /**
     * Waits until all pods wanted of a workload are available.
     *
     * @throws NotReadyException with what is missing, when the time is over
     */
    public void awaitAvailable(String kind, String namespace, String name, Duration timeout) {
        throw new UnsupportedOperationException(kind + namespace + name + timeout);
    }
}
