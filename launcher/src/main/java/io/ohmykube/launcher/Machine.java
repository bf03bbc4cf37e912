package io.ohmykube.launcher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a launcher hands out.
 *
 * @param addresses where other machines of the cluster reach it, the node address first; empty unless running
 * @param ssh how we reach it; null unless running
 */
public record Machine(
        String cluster,
        String name,
        State state,
        List<String> addresses,
        @Nullable SshEndpoint ssh,
        MachineTraits traits) {
    /** What the launcher says of a machine. */
    public enum State {
        RUNNING,
        STOPPED,
        BROKEN
    }
}
