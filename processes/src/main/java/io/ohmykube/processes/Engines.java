package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.workers.contract.StepListener;
import java.util.Map;

/** Where the engine of a cluster comes from. */
@FunctionalInterface
public interface Engines {
    /** An engine of its own for each, on the database in the cluster's directory. */
    Engines OWN = (files, cluster, beans, journal, listener, options) ->
            ClusterEngine.open(files, beans, journal, listener, options);

    /**
     * Opens the engine of a cluster; whoever does so holds the cluster's {@link OperationLock}.
     *
     * @param beans the delegates by bean name, and what else expressions of processes name
     * @param journal is told when runs begin and end
     * @param listener is told of questions, and tells the journal of them
     */
    ClusterEngine open(
            ClusterFiles files,
            String cluster,
            Map<String, Object> beans,
            Journal journal,
            StepListener listener,
            EngineOptions options);
}
