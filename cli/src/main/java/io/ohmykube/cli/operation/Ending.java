package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.Result;
import io.ohmykube.cli.view.StepTime;
import io.ohmykube.processes.StepIncident;
import io.ohmykube.processes.UserTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the work on a cluster ended.
 *
 * @param changed whether there was anything to do
 * @param incidents why the last run is stuck
 * @param questions what people are asked
 * @param end the name of the end at which the run was given up; null unless it was rejected
 */
record Ending(
        Result.Outcome outcome,
        boolean changed,
        List<StepTime> times,
        List<StepIncident> incidents,
        List<UserTask> questions,
        @Nullable String end) {
    /** Of a run that came to no end of its own, or had nothing to do. */
    static Ending of(Result.Outcome outcome, boolean changed, List<StepTime> times) {
        return new Ending(outcome, changed, times, List.of(), List.of(), null);
    }

    Ending interrupted() {
        return Ending.of(Result.Outcome.INTERRUPTED, changed, times);
    }
}
