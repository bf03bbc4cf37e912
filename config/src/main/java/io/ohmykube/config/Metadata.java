package io.ohmykube.config;

/** Who a cluster is. The name is a DNS label; the namespace is a free label for grouping clusters. */
public record Metadata(String name, String namespace) {
    public static final String DEFAULT_NAMESPACE = "default";
}
