package io.ohmykube.processes;

import io.ohmykube.workers.contract.StepEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was written down of a run, whether it has ended or not.
 *
 * @param run its id, the one of the root process instance
 * @param process id of the process definition, for example {@code cluster-up}
 * @param state {@code RUNNING} only while somebody holds the cluster; a run whose process died is {@code INTERRUPTED}
 * @param started when it first began
 * @param ended when it was last seen doing something; null while it runs
 * @param worked the time spent on it, without the pauses in which nobody worked on it
 * @param steps in the order in which they first began
 */
public record RunRecord(
        String run,
        String process,
        Outcome.State state,
        Instant started,
        @Nullable Instant ended,
        Duration worked,
        List<StepRecord> steps) {
    public RunRecord {
        steps = List.copyOf(steps);
    }

    /** Whether it can go on. */
    public boolean unfinished() {
        return Journal.isUnfinished(state);
    }

    /** How many steps stand so. */
    public long count(StepEvent.Kind kind) {
        return steps.stream().filter(step -> step.state() == kind).count();
    }

    /** The steps that have failed for good. */
    public List<StepRecord> failed() {
        return steps.stream()
                .filter(step -> step.state() == StepEvent.Kind.FAILED)
                .toList();
    }
}
