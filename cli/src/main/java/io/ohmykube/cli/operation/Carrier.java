package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.Result;
import io.ohmykube.cli.view.Terminal;
import io.ohmykube.cli.view.View;

/** Carries plans out: this program by itself, or the server that it is. */
@FunctionalInterface
public interface Carrier {
    /**
     * Those around an operation.
     *
     * @param asker asks whoever sits there what a run has to know
     */
    record Scene(View view, Terminal terminal, Interrupts interrupts, Asker asker) {}

    /**
     * Does what the plan wants and shows the result.
     *
     * @param commandLine what others are told when they find the cluster busy
     * @param debug log everything that can be logged
     * @throws io.ohmykube.processes.ClusterBusyException if another operation runs on the cluster
     */
    Result carryOut(Plan plan, String cluster, Steps.Factory steps, Scene scene, String commandLine, boolean debug);
}
