package io.ohmykube.config;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One fact about a cluster, in the manner of Kubernetes' own conditions. */
public record Condition(
        String type, boolean status, @Nullable String reason, @Nullable String message, Instant since) {}
