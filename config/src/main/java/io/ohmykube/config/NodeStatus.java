package io.ohmykube.config;

import org.jspecify.annotations.Nullable;

/**
 * What was last seen of one node.
 *
 * @param address the address other nodes reach it at; null until the machine runs
 * @param message why it is in this phase, for a person; null when there is nothing to say
 */
public record NodeStatus(String name, Role role, Phase phase, @Nullable String address, @Nullable String message) {
    /** Where a node is in its life. A machine that could not be deleted stays, as {@code DELETE_FAILED}. */
    public enum Phase {
        PENDING,
        CREATED,
        PREPARED,
        READY,
        NOT_READY,
        STOPPED,
        DELETING,
        DELETE_FAILED,
        FAILED
    }

    /** Whether it has been part of the cluster, so that its machine may hold what exists nowhere else. */
    public boolean isMember() {
        return phase == Phase.READY || phase == Phase.NOT_READY || phase == Phase.STOPPED;
    }

    /** Whether its machine was stopped on purpose. */
    public boolean isStopped() {
        return phase == Phase.STOPPED;
    }

    public NodeStatus withPhase(Phase changed, @Nullable String reason) {
        return new NodeStatus(name, role, changed, address, reason);
    }

    public NodeStatus withAddress(String changed) {
        return new NodeStatus(name, role, phase, changed, message);
    }
}
