package io.ohmykube.cli;

import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.cli.operation.Rejection;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.processes.Progress;
import java.util.List;

/** The end of a cluster whose process has ended: its record goes, unless that still has nodes. */
final class Removal {
    private final ClusterStore store;
    private final String cluster;

    Removal(ClusterStore store, String cluster) {
        this.store = store;
        this.cluster = cluster;
    }

    /** Whether all was removed already: a kill may have come between the end of the run and the end of the directory. */
    boolean isDue() {
        return Progress.isCompleted(store.files(cluster), ProcessWords.DOWN) && left().isEmpty();
    }

    /** Throws {@link ExitException} where a process of the user's came to its end without removing all nodes. */
    void end() {
        List<String> left = left();
        if (!left.isEmpty()) {
            store.update(cluster, Rejection::atRest);
            throw ExitException.failed("cluster '" + cluster + "' is not removed: the process came to its end, and "
                    + String.join(", ", left)
                    + (left.size() == 1 ? " was" : " were")
                    + " not removed; 'ohmykube workflow diff cluster-down' shows what yours does differently");
        }
        store.remove(cluster);
    }

    private List<String> left() {
        return store.find(cluster).stream()
                .flatMap(found -> found.status().nodes().stream())
                .map(NodeStatus::name)
                .toList();
    }
}
