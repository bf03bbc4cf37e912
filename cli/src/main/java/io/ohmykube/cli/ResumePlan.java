package io.ohmykube.cli;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Run;
import java.util.Optional;

/** Goes on with the run that stopped, whatever it was. */
final class ResumePlan implements Plan {
    private final ClusterStore store;
    private final String cluster;
    private boolean removed;

    ResumePlan(ClusterStore store, String cluster) {
        this.store = store;
        this.cluster = cluster;
    }

    @Override
    public String command() {
        return "resume";
    }

    @Override
    public Cluster begin() {
        return store.require(cluster);
    }

    @Override
    public Optional<Task> next(Cluster found, Optional<Run> unfinished) {
        return unfinished.map(run -> {
            removed = run.process().equals(ProcessWords.DOWN);
            return new Task.Resume(Headings.resuming(found, run), run);
        });
    }

    @Override
    public void completed() {
        if (removed) {
            store.remove(cluster);
        }
    }

    @Override
    public String summary(boolean changed) {
        if (removed) {
            return "Cluster " + cluster + " is removed.";
        }
        return changed ? "Cluster " + cluster + " is done." : "Nothing to resume on cluster " + cluster + ".";
    }
}
