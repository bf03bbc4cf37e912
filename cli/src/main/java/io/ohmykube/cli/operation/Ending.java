package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.Result;
import io.ohmykube.cli.view.StepTime;
import io.ohmykube.processes.StepIncident;
import java.util.List;

/**
 * How the work on a cluster ended.
 *
 * @param changed whether there was anything to do
 * @param incidents why the last run is stuck
 */
record Ending(Result.Outcome outcome, boolean changed, List<StepTime> times, List<StepIncident> incidents) {
    Ending interrupted() {
        return new Ending(Result.Outcome.INTERRUPTED, changed, times, incidents);
    }
}
