package io.ohmykube.launcher.container;

import io.ohmykube.launcher.Machine;
import java.util.List;

/**
 * What the engine says of one container.
 *
 * @param cluster the label; empty when it has none
 * @param address empty unless it runs
 */
record Container(String id, String name, String status, String cluster, String node, String address) {
    static final String CLUSTER_LABEL = "ohmykube.io/cluster";
    static final String NODE_LABEL = "ohmykube.io/node";

    /** For {@code inspect --format}; both engines understand it. */
    static final String FORMAT = "{{.Id}}\t{{.Name}}\t{{.State.Status}}\t{{index .Config.Labels \"" + CLUSTER_LABEL
            + "\"}}\t{{index .Config.Labels \"" + NODE_LABEL
            + "\"}}\t{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";

    static Container parse(String line) {
        String[] fields = line.split("\t", -1); // The last field may be empty, the line end belongs to it.
        return new Container(
                fields[0],
                fields[1].startsWith("/") ? fields[1].substring(1) : fields[1],
                fields[2],
                fields[3].equals("<no value>") ? "" : fields[3],
                fields[4],
                fields[5].strip());
    }

    Machine.State state() {
        return switch (status) {
            case "running" -> Machine.State.RUNNING;
            case "created", "configured", "initialized", "exited", "stopped" -> Machine.State.STOPPED;
            default -> Machine.State.BROKEN;
        };
    }

    /** Whether it was made but never ran, so that nothing can be lost with it. */
    boolean neverRan() {
        return List.of("created", "configured", "initialized").contains(status);
    }
}
