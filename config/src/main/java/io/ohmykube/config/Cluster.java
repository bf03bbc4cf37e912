package io.ohmykube.config;

import java.util.function.UnaryOperator;

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

    public Cluster withSpec(ClusterSpec changed) {
        return new Cluster(apiVersion, kind, metadata, changed, status);
    }

    public Cluster withStatus(UnaryOperator<ClusterStatus> change) {
        return new Cluster(apiVersion, kind, metadata, spec, change.apply(status));
    }
}
