package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import java.util.Map;

/** Where the engine of a cluster comes from. */
@FunctionalInterface
public interface Engines {
    /** An engine of its own for each, on the database in the cluster's directory. */
    Engines OWN = (files, cluster, beans, journal, options) -> ClusterEngine.open(files, beans, journal, options);

    /**
     * Opens the engine of a cluster; whoever does so holds the cluster's {@link OperationLock}.
     *
     * @param beans the delegates by bean name, and what else expressions of processes name
     * @param journal is told when runs begin and end
     */
    ClusterEngine open(
            ClusterFiles files, String cluster, Map<String, Object> beans, Journal journal, EngineOptions options);
}
