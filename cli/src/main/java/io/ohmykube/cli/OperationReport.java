package io.ohmykube.cli;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.OperationLock;
import io.ohmykube.processes.Outcome;
import io.ohmykube.processes.Progress;
import io.ohmykube.processes.StepProgress;
import io.ohmykube.workers.contract.StepEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the newest operation on a cluster, without opening the engine.
 *
 * @param command the command's word; null where there never was an operation
 * @param since when it began, or ended
 * @param holder who works on the cluster now; null when nobody does
 * @param failed the steps that wait for a person
 */
record OperationReport(
        @Nullable String command,
        State state,
        @Nullable Instant since,
        OperationLock.@Nullable Holder holder,
        List<StepProgress> failed) {
    /** How the operation stands. */
    enum State {
        NONE,
        RUNNING,
        DONE,
        /** Left at a checkpoint by its user or by its own death. */
        UNFINISHED,
        /** Stopped by failures. */
        FAILED,
        CANCELLED
    }

    static OperationReport read(ClusterFiles files) {
        OperationLock.@Nullable Holder holder = OperationLock.holder(files).orElse(null);
        Optional<Progress> progress = Progress.read(files);
        if (progress.isEmpty()) {
            return new OperationReport(
                    null,
                    holder == null ? State.NONE : State.RUNNING,
                    holder == null ? null : holder.since(),
                    holder,
                    List.of());
        }
        Progress newest = progress.get();
        Instant ended = newest.ended();
        return new OperationReport(
                ProcessWords.command(newest.run().process()),
                holder == null ? atRest(newest.state()) : State.RUNNING,
                ended == null ? newest.run().started() : ended,
                holder,
                newest.steps().stream()
                        .filter(step -> step.state() == StepEvent.Kind.FAILED)
                        .toList());
    }

    private static State atRest(Outcome.State state) {
        return switch (state) {
            // Nobody holds the cluster, so a run that calls itself running has died.
            case RUNNING, INTERRUPTED -> State.UNFINISHED;
            case STUCK -> State.FAILED;
            case COMPLETED -> State.DONE;
            case CANCELLED -> State.CANCELLED;
        };
    }

    /** What a person may do now. */
    List<String> next(String cluster) {
        String name = " --name " + cluster;
        return switch (state) {
            case UNFINISHED, FAILED ->
                List.of(
                        "ohmykube" + name + " resume   goes on where it stopped",
                        "ohmykube" + name + " down     removes the cluster and all that was made for it");
            case NONE, RUNNING, DONE, CANCELLED -> List.of();
        };
    }
}
