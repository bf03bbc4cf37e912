package io.ohmykube.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes cluster: what is wanted ({@code spec}) and what was last seen ({@code status}), one YAML document.
 *
 * <p>On disk a cluster is always <em>expanded</em>: every worker of {@code spec.nodes.workers} is one named node.
 */
public record Cluster(String apiVersion, String kind, Metadata metadata, ClusterSpec spec, ClusterStatus status) {
    public static final String API_VERSION = "ohmykube.io/v1alpha1";
    public static final String KIND = "Cluster";

    public Cluster(Metadata metadata, ClusterSpec spec, ClusterStatus status) {
        this(API_VERSION, KIND, metadata, spec, status);
    }

    public String name() {
        return metadata.name();
    }

    /** When the cluster is to be removed; empty where it lives until somebody removes it. */
    public Optional<Instant> expires() {
        return Optional.ofNullable(metadata.expires());
    }

    /** Whether the time that it was to live is over. */
    public boolean isOver(Instant now) {
        return expires().filter(end -> !end.isAfter(now)).isPresent();
    }

    /** The same cluster, to be removed then; null for one that lives until somebody removes it. */
    public Cluster withExpires(@Nullable Instant expires) {
        return new Cluster(apiVersion, kind, metadata.withExpires(expires), spec, status);
    }

    /** The nodes wanted, control planes first. */
    public List<NodeSpec> nodes() {
        List<NodeSpec> all = new ArrayList<>();
        all.addAll(spec.nodes().controlPlanes());
        all.addAll(spec.nodes().workers());
        return List.copyOf(all);
    }

    /** The node wanted by exactly that name, in an expanded cluster. */
    public Optional<NodeSpec> node(String name) {
        return nodes().stream().filter(node -> name.equals(node.name())).findFirst();
    }

    /** The first control plane's name, in an expanded cluster: it starts the cluster. */
    public String firstControlPlane() {
        return Objects.requireNonNull(spec.nodes().controlPlanes().get(0).name(), "a cluster on disk is expanded");
    }

    /** Whether the node wanted by exactly that name is a control plane. */
    public boolean isControlPlane(String node) {
        return spec.nodes().controlPlanes().stream().anyMatch(wanted -> node.equals(wanted.name()));
    }

    /** Whether the node was stopped on purpose, as far as is recorded. */
    public boolean isStopped(String node) {
        return status.node(node).filter(NodeStatus::isStopped).isPresent();
    }

    /** Takes a worker out of what is wanted; what was last seen of it stays until its machine is gone. */
    public Cluster withoutWorker(String name) {
        List<NodeSpec> kept = spec.nodes().workers().stream()
                .filter(worker -> !name.equals(worker.name()))
                .toList();
        return withSpec(spec.withNodes(spec.nodes().withWorkers(kept)));
    }

    /** The same with a control plane, unless it is the only one: no cluster is without. */
    public Cluster withoutControlPlane(String name) {
        List<NodeSpec> kept = spec.nodes().controlPlanes().stream()
                .filter(controlPlane -> !name.equals(controlPlane.name()))
                .toList();
        return kept.isEmpty() ? this : withSpec(spec.withNodes(spec.nodes().withControlPlanes(kept)));
    }

    public Cluster withSpec(ClusterSpec changed) {
        return new Cluster(apiVersion, kind, metadata, changed, status);
    }

    public Cluster withStatus(UnaryOperator<ClusterStatus> change) {
        return new Cluster(apiVersion, kind, metadata, spec, change.apply(status));
    }
}
