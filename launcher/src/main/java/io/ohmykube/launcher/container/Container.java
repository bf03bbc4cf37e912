package io.ohmykube.launcher.container;

import io.ohmykube.launcher.Machine;
import java.util.List;

/**
 * What the engine says of one container.
 *
 * @param cluster the label; empty when it has none
 * @param givenAddress the label with the address that it was made with; empty when it has none
 * @param address empty unless it runs
 */
record Container(
        String id, String name, String status, String cluster, String node, String givenAddress, String address) {
    static final String CLUSTER_LABEL = "ohmykube.io/cluster";
    static final String NODE_LABEL = "ohmykube.io/node";
    static final String ADDRESS_LABEL = "ohmykube.io/address";

    /** For {@code inspect --format}; both engines understand it. */
    static final String FORMAT = "{{.Id}}\t{{.Name}}\t{{.State.Status}}\t{{index .Config.Labels \"" + CLUSTER_LABEL
            + "\"}}\t{{index .Config.Labels \"" + NODE_LABEL
            + "\"}}\t{{index .Config.Labels \"" + ADDRESS_LABEL
            + "\"}}\t{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";

    static Container parse(String line) {
        String[] fields = line.split("\t", -1); // The last field may be empty, the line end belongs to it.
        return new Container(
                fields[0],
                fields[1].startsWith("/") ? fields[1].substring(1) : fields[1],
                fields[2],
                label(fields[3]),
                label(fields[4]),
                label(fields[5]),
                fields[6].strip());
    }

    private static String label(String field) {
        return field.equals("<no value>") ? "" : field;
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
