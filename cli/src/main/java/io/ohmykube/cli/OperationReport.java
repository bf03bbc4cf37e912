package io.ohmykube.cli;

import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.cli.operation.Questions;
import io.ohmykube.cli.operation.Stop;
import io.ohmykube.cli.view.Choice;
import io.ohmykube.cli.view.Failure;
import io.ohmykube.cli.view.OpenQuestion;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.processes.OperationLock;
import io.ohmykube.processes.Outcome;
import io.ohmykube.processes.Progress;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the newest operation on a cluster, without opening the engine.
 *
 * @param command the command's word; null where there never was an operation
 * @param since when it began, or ended
 * @param holder who works on the cluster now; null when nobody does
 * @param failed the steps that wait for a person
 * @param questions what a person is asked
 * @param next what a person may do now
 */
record OperationReport(
        @Nullable String command,
        State state,
        @Nullable Instant since,
        OperationLock.@Nullable Holder holder,
        List<Failure> failed,
        List<OpenQuestion> questions,
        List<Choice> next) {
    private static final Set<State> ENDED = EnumSet.of(State.DONE, State.REJECTED, State.CANCELLED);

    /** How the operation stands. */
    enum State {
        NONE,
        RUNNING,
        DONE,
        /** Left at a checkpoint by its user or by its own death. */
        UNFINISHED,
        /** Stopped by failures. */
        FAILED,
        /** Stopped until a person has answered. */
        WAITING,
        /** A person did not want it. */
        REJECTED,
        CANCELLED
    }

    static OperationReport read(ClusterFiles files, Cluster cluster) {
        OperationLock.@Nullable Holder holder = OperationLock.holder(files).orElse(null);
        Optional<Progress> progress = Progress.read(files);
        State atRest = neverBegun(cluster, progress) ? State.UNFINISHED : atRest(progress);
        State state = holder == null ? atRest : State.RUNNING;
        Questions words = new Questions(cluster.name());
        List<OpenQuestion> questions = words.read(files);
        Optional<Stop> stop = Stop.read(files, cluster);
        return new OperationReport(
                command(cluster, progress),
                state,
                progress.map(newest -> newest.ended() == null ? newest.run().started() : newest.ended())
                        .orElse(holder == null ? null : holder.since()),
                holder,
                atRest == State.FAILED ? stop.map(Stop::failures).orElse(List.of()) : List.of(),
                questions,
                switch (state) {
                    case WAITING -> words.choices(questions);
                    case UNFINISHED, FAILED -> stop.map(Stop::choices).orElse(List.of(Stop.resume(cluster.name())));
                    case NONE, RUNNING, DONE, REJECTED, CANCELLED -> List.of();
                });
    }

    /** The file says that something is under way, and the newest run is not that: a kill came before it had begun. */
    private static boolean neverBegun(Cluster cluster, Optional<Progress> progress) {
        Optional<String> ended = progress.filter(newest -> ENDED.contains(atRest(newest.state())))
                .map(newest -> newest.run().process());
        return switch (cluster.status().phase()) {
            case PENDING, CREATING -> progress.isEmpty() || ended.isPresent();
            case DELETING -> progress.isEmpty() || ended.isPresent();
            case READY, DEGRADED, FAILED, STOPPED -> false;
        };
    }

    private static @Nullable String command(Cluster cluster, Optional<Progress> progress) {
        if (neverBegun(cluster, progress)) {
            return ProcessWords.command(
                    cluster.status().phase() == ClusterStatus.Phase.DELETING ? ProcessWords.DOWN : ProcessWords.UP);
        }
        return progress.map(newest -> ProcessWords.command(newest.run().process()))
                .orElse(null);
    }

    private static State atRest(Optional<Progress> progress) {
        return progress.map(newest -> atRest(newest.state())).orElse(State.NONE);
    }

    private static State atRest(Outcome.State state) {
        return switch (state) {
            // Nobody holds the cluster, so a run that calls itself running has died.
            case RUNNING, INTERRUPTED -> State.UNFINISHED;
            case STUCK -> State.FAILED;
            case WAITING -> State.WAITING;
            case REJECTED -> State.REJECTED;
            case COMPLETED -> State.DONE;
            case CANCELLED -> State.CANCELLED;
        };
    }
}
