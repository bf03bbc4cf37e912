package io.ohmykube.config;

import java.nio.file.Path;

/** A program of its own that changes a cluster's file again and again. */
final class ChangingProgram {
    private ChangingProgram() {}

    /** Takes the home, the cluster, a name for what it adds, and how often. */
    public static void main(String[] arguments) {
        ClusterStore store = ClusterStore.in(new Home(Path.of(arguments[0])));
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            String node = arguments[2] + i;
            store.update(
                    arguments[1],
                    found -> found.withStatus(status ->
                            status.withNode(new NodeStatus(node, Role.WORKER, NodeStatus.Phase.READY, null, null))));
        }
    }
}
