package io.ohmykube.cli.operation;

import io.ohmykube.config.Cluster;
import io.ohmykube.processes.Journal;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.workers.contract.StepListener;
import java.util.Map;

/** The steps of one cluster's processes, with all they work on. Closing it ends its connections. */
public interface Steps extends AutoCloseable {
    /** The delegates by bean name, and what else expressions of processes name. */
    Map<String, Object> beans();

    @Override
    void close();

    /** Makes the steps of a cluster. */
    @FunctionalInterface
    interface Factory {
        /**
         * Makes the steps, opening what they work on.
         *
         * @param journal remembers earlier attempts
         * @param listener hears what happens to steps
         */
        Steps open(Cluster cluster, Journal journal, StepListener listener);

        /**
         * The processes that new runs begin with.
         *
         * @throws io.ohmykube.processes.workflow.InvalidWorkflowException if the user's are not sound
         */
        default Workflow workflow() {
            return Workflow.builtIn();
        }
    }
}
