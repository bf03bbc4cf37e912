package io.ohmykube.cli;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Progress;
import io.ohmykube.processes.Run;
import java.util.Optional;

/** Removes a cluster and everything that was made for it. */
final class DownPlan implements Plan {
    private final ClusterStore store;
    private final String cluster;
    private final GlobalOptions options;
    private boolean begun;

    DownPlan(ClusterStore store, String cluster, GlobalOptions options) {
        this.store = store;
        this.cluster = cluster;
        this.options = options;
    }

    @Override
    public String command() {
        return "down";
    }

    @Override
    public Cluster begin() {
        return store.update(
                cluster, found -> found.withStatus(status -> status.withPhase(ClusterStatus.Phase.DELETING)));
    }

    @Override
    public boolean hasBegun() {
        return true;
    }

    @Override
    public Optional<Task> next(Cluster found, Optional<Run> unfinished) {
        if (begun) {
            return Optional.empty();
        }
        begun = true;
        if (unfinished.isPresent() && unfinished.get().process().equals(ProcessWords.DOWN)) {
            return Optional.of(new Task.Resume(Headings.resuming(found, unfinished.get()), unfinished.get()));
        }
        // A kill may have come between the end of the run and the end of the directory.
        return Progress.isCompleted(store.files(cluster), ProcessWords.DOWN)
                ? Optional.empty()
                : Optional.of(new Starts(options).down(command(), found));
    }

    @Override
    public void completed() {
        store.remove(cluster);
    }

    @Override
    public String summary(boolean changed) {
        return "Cluster " + cluster + " is removed.";
    }
}
