package io.ohmykube.processes;

import io.ohmykube.workers.contract.StepEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run on one node, with everything that was ever attempted at it.
 *
 * @param process id of the process it is part of, for example {@code node-prepare}
 * @param step id of the service task
 * @param title name of the service task, for people
 * @param node the node or add-on it concerns; null where it concerns the cluster
 * @param attempts at least one, oldest first
 */
public record StepRecord(
        String process, String step, String title, @Nullable String node, List<AttemptRecord> attempts) {
    public StepRecord {
        attempts = List.copyOf(attempts);
    }

    public AttemptRecord newest() {
        return attempts.get(attempts.size() - 1);
    }

    /** How the newest attempt ended; {@code STARTED} where nobody wrote that down. */
    public StepEvent.Kind state() {
        return newest().kind();
    }

    /** When the first attempt began. */
    public Instant started() {
        return attempts.get(0).started();
    }

    /** What all attempts took together, as far as it was written down. */
    public long totalMillis() {
        return attempts.stream()
                .map(AttemptRecord::durationMillis)
                .mapToLong(millis -> millis == null ? 0 : millis)
                .sum();
    }
}
