package io.ohmykube.cli;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Condition;
import io.ohmykube.processes.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes a cluster and everything that was made for it. */
final class DownPlan implements Plan {
    private final ClusterStore store;
    private final String cluster;
    private final boolean force;
    private final GlobalOptions options;
    private final List<String> givenUp = new ArrayList<>();
    private boolean begun;

    DownPlan(ClusterStore store, String cluster, boolean force, GlobalOptions options) {
        this.force = force;
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
        // By force it begins anew: what is unfinished waits for a machine that does not answer.
        if (!force && unfinished.isPresent() && unfinished.get().process().equals(ProcessWords.DOWN)) {
            return Optional.of(new Task.Resume(Headings.resuming(found, unfinished.get()), unfinished.get()));
        }
        return new Removal(store, cluster).isDue()
                ? Optional.empty()
                : Optional.of(new Starts(options).down(command(), found, force));
    }

    @Override
    public void completed() {
        store.find(cluster).stream()
                .flatMap(found -> found.status().conditions().stream())
                .filter(condition -> condition.type().startsWith(Condition.GIVEN_UP))
                .forEach(condition -> givenUp.add(String.valueOf(condition.message())));
        new Removal(store, cluster).end();
    }

    @Override
    public String summary(boolean changed) {
        return "Cluster " + cluster + " is removed."
                + String.join("", givenUp.stream().map(left -> "\n" + left).toList());
    }
}
