package io.ohmykube.cli.server;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.ClusterBusyException;
import io.ohmykube.processes.OperationLock;
import io.ohmykube.processes.Outcome;
import io.ohmykube.processes.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins to remove the clusters whose time to live is over, whatever state they are in. */
final class Reaper implements JavaDelegate {
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

    /** After which a removal that got stuck is tried again: all its attempts have failed just now. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final ClusterStore store;
    private final ClusterWork running;
    private final Work work;
    private final Clock clock;

    Reaper(ClusterStore store, ClusterWork running, Work work, Clock clock) {
        this.store = store;
        this.running = running;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) throws InterruptedException {
        List<Cluster> due = store.names().stream()
                .map(store::find)
                .flatMap(Optional::stream)
                .filter(this::isDue)
                .toList();
        // All of them first: each may take seconds to come to its checkpoint.
        due.forEach(cluster -> running.interrupt(cluster.name()));
        for (Cluster cluster : due) {
            remove(cluster.name());
        }
    }

    private boolean isDue(Cluster cluster) {
        Instant now = clock.instant();
        return cluster.isOver(now)
                && !(cluster.status().phase() == ClusterStatus.Phase.DELETING && isRemoved(cluster, now));
    }

    /** Whether it is being removed, or somebody has to do something about that first. */
    private boolean isRemoved(Cluster cluster, Instant now) {
        if (OperationLock.holder(store.files(cluster.name())).isPresent()) {
            return true;
        }
        Optional<Progress> newest = Progress.read(store.files(cluster.name()));
        return newest.filter(run -> run.state() == Outcome.State.WAITING
                        || (run.ended() != null && run.ended().plus(AGAIN).isAfter(now)))
                .isPresent();
    }

    private void remove(String cluster) throws InterruptedException {
        running.awaitRest(cluster);
        try {
            LOG.info("the time to live of cluster {} is over: it is being removed", cluster);
            running.begin(cluster, work.down(cluster, false));
        } catch (ClusterBusyException e) {
            LOG.info("cluster {} is removed later: {}", cluster, e.getMessage());
        } catch (RuntimeException e) {
            // The others do not wait for this one; it has its next turn in a minute.
            LOG.warn("cluster {}, whose time to live is over, cannot be removed now", cluster, e);
        }
    }
}
