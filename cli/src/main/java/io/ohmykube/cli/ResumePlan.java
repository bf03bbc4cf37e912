package io.ohmykube.cli;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Run;
import java.util.List;
import java.util.Optional;

/** Goes on with the run that stopped, whatever it was, or begins the one that its command wrote down and died. */
final class ResumePlan implements Plan {
    private final ClusterStore store;
    private final String cluster;
    private final GlobalOptions options;
    private boolean removed;

    ResumePlan(ClusterStore store, String cluster, GlobalOptions options) {
        this.store = store;
        this.cluster = cluster;
        this.options = options;
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
        if (unfinished.isPresent()) {
            removed = unfinished.get().process().equals(ProcessWords.DOWN);
            return Optional.of(new Task.Resume(Headings.resuming(found, unfinished.get()), unfinished.get()));
        }
        return removed ? Optional.empty() : neverBegun(found);
    }

    /** What a command wrote down and never began, because it died between the two. */
    private Optional<Task> neverBegun(Cluster found) {
        return switch (found.status().phase()) {
            case DELETING -> {
                removed = true;
                yield Optional.of(DownPlan.start(command(), found, options));
            }
            case PENDING, CREATING, FAILED ->
                throw ExitException.failed("cluster '" + cluster + "' is written down and nothing of it was made yet;"
                        + " make it with 'ohmykube --name " + cluster + " up'");
            case READY, DEGRADED -> {
                List<String> unmade = UpPlan.unmade(found);
                yield unmade.isEmpty() ? Optional.empty() : Optional.of(UpPlan.add(command(), found, unmade, options));
            }
        };
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
