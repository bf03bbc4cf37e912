package io.ohmykube.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a node is in its cluster. */
public enum Role {
    CONTROL_PLANE("control-plane"),
    WORKER("worker");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    @JsonValue
    public String label() {
        return label;
    }

    /** Reads a role, also by the customer's word {@code master}. */
    @JsonCreator
    public static Role of(String label) {
        return switch (label) {
            case "control-plane", "master" -> CONTROL_PLANE;
            case "worker" -> WORKER;
            default -> throw new IllegalArgumentException("role '" + label + "' is neither control-plane nor worker");
        };
    }
}
