package io.ohmykube.config;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who a cluster is, and how long. The name is a DNS label; the namespace is a free label for grouping clusters.
 *
 * @param expires when the cluster is to be removed; null where it lives until somebody removes it
 */
public record Metadata(String name, String namespace, @Nullable Instant expires) {
    public static final String DEFAULT_NAMESPACE = "default";

    public Metadata(String name, String namespace) {
        this(name, namespace, null);
    }

    Metadata withExpires(@Nullable Instant changed) {
        return new Metadata(name, namespace, changed);
    }
}
