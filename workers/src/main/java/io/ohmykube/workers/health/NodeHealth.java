package io.ohmykube.workers.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one node is.
 *
 * @param cause what was found, one line for people; null where all is well
 * @param since when it was first found so; null where that is not known
 */
public record NodeHealth(String node, State state, @Nullable String cause, @Nullable Instant since) {
    /** From well to worse. */
    public enum State {
        HEALTHY("Ready", "NodeHealthy"),
        /** Its machine was stopped on purpose. */
        STOPPED("Stopped", "NodeStopped"),
        /** It can be reached, and nobody says whether it is ready. */
        UNKNOWN("Unknown", "NodeUnknown"),
        /** It can be reached, and the API server says that it is not ready, or is that API server and does not answer. */
        NOT_READY("NotReady", "NodeNotReady"),
        /** Its machine runs and does not answer over SSH. */
        UNREACHABLE("Unreachable", "NodeUnreachable"),
        /** Its machine does not run, or is gone. */
        DOWN("NodeDown", "NodeDown");

        private final String word;
        private final String event;

        State(String word, String event) {
            this.word = word;
            this.event = event;
        }

        /** As it is shown. */
        public String word() {
            return word;
        }

        /** What the cluster's events call it. */
        public String event() {
            return event;
        }
    }

    public NodeHealth withSince(@Nullable Instant changed) {
        return new NodeHealth(node, state, cause, changed);
    }
}
