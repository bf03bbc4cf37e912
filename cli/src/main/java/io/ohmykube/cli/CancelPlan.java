package io.ohmykube.cli;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Run;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives the unfinished run up and leaves everything as it is. */
final class CancelPlan implements Plan {
    private final ClusterStore store;
    private final String cluster;
    private @Nullable Run given;

    CancelPlan(ClusterStore store, String cluster) {
        this.store = store;
        this.cluster = cluster;
    }

    @Override
    public String command() {
        return "process cancel";
    }

    @Override
    public boolean beginsRuns() {
        return false;
    }

    @Override
    public Cluster begin() {
        return store.require(cluster);
    }

    @Override
    public Optional<Task> next(Cluster found, Optional<Run> unfinished) {
        if (given != null || unfinished.isEmpty()) {
            return Optional.empty();
        }
        given = unfinished.get();
        // Written first: were the run gone and the cluster still being made, 'resume' would begin to make it anew.
        if (ProcessWords.changesNodes(given.process())) {
            store.update(cluster, CancelPlan::atRest);
        }
        return Optional.of(new Task.GiveUp(Headings.givingUp(found, given), given, "given up by its user"));
    }

    /** What is half made or half removed is not there to work with; 'up' makes it whole. */
    private static Cluster atRest(Cluster cluster) {
        return cluster.withStatus(status -> switch (status.phase()) {
            case PENDING, CREATING, DELETING, FAILED -> status.withPhase(ClusterStatus.Phase.FAILED);
            case READY, DEGRADED, STOPPED -> status.withPhase(ClusterStatus.Phase.DEGRADED);
        });
    }

    @Override
    public String summary(boolean changed) {
        Run run = given;
        if (run == null) {
            return "Nothing to cancel on cluster " + cluster + ".";
        }
        String name = "'ohmykube --name " + cluster;
        String next =
                switch (run.process()) {
                    case ProcessWords.UP, ProcessWords.DOWN ->
                        name + " up' makes the cluster whole, " + name + " down' removes it";
                    case ProcessWords.ADD ->
                        name + " up' makes the workers all the same, " + name + " delete NODE' removes them";
                    case ProcessWords.LOAD -> name + " load IMAGE' begins again";
                    case ProcessWords.STOP, ProcessWords.START, ProcessWords.RESTART, ProcessWords.REPAIR ->
                        name + " start' starts what does not run, " + name + " stop' stops what does";
                    case ProcessWords.DELETE -> name + " delete NODE' begins again";
                    default -> "'ohmykube status' shows how it stands";
                };
        return "The " + ProcessWords.command(run.process()) + " of cluster " + cluster
                + " is given up; what it made stays as it is: " + next + ".";
    }
}
