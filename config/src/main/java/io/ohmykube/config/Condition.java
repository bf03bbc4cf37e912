package io.ohmykube.config;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One fact about a cluster, in the manner of Kubernetes' own conditions. */
public record Condition(String type, boolean status, @Nullable String reason, @Nullable String message, Instant since) {
    /** The cluster was as wanted, all of it, at least once. */
    public static final String READY = "Ready";
    /** All nodes that are wanted were ready when they were last looked at: the cluster can be used. */
    public static final String NODES_READY = "NodesReady";
    /**
     * Before the name of a node of a cluster that is being removed: its machine, which is not ours, was given up as it is; the
     * message says what is left there.
     */
    public static final String GIVEN_UP = "GivenUp:";
}
