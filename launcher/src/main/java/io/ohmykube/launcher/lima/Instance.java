package io.ohmykube.launcher.lima;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.launcher.Machine;

/**
 * What {@code limactl list} says of one instance; fields are the same in versions 1 and 2.
 *
 * @param running changes whenever the instance is started anew
 * @param sshPort 0 unless it runs
 */
record Instance(String name, String status, String sshAddress, int sshPort, String user, String running) {
    static Instance of(JsonNode json) {
        return new Instance(
                json.path("name").asText(),
                json.path("status").asText(),
                json.path("sshAddress").asText("127.0.0.1"),
                json.path("sshLocalPort").asInt(0),
                json.path("config").path("user").path("name").asText(""),
                json.path("hostAgentPID").asText() + "/"
                        + json.path("sshLocalPort").asText());
    }

    /** One that never ran, or only half, is {@code Uninitialized}, {@code Installing} or has no status in version 2. */
    Machine.State state() {
        return switch (status) {
            case "Running" -> Machine.State.RUNNING;
            case "Stopped", "Uninitialized" -> Machine.State.STOPPED;
            default -> Machine.State.BROKEN;
        };
    }
}
