package io.ohmykube.cli.server;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Outcome;
import io.ohmykube.processes.Progress;
import io.ohmykube.processes.RunRecord;
import io.ohmykube.processes.RunRecords;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what requests name. Names come from outside and lead to files: what cannot be one is not looked for. */
final class ClusterLookup {
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private static final Set<Outcome.State> OPEN =
            EnumSet.of(Outcome.State.RUNNING, Outcome.State.STUCK, Outcome.State.WAITING, Outcome.State.INTERRUPTED);

    private final ClusterStore store;

    ClusterLookup(ClusterStore store) {
        this.store = store;
    }

    /** Throws a {@link Refusal} where there is none. */
    Cluster require(String cluster) {
        Optional<Cluster> found = NAME.matcher(cluster).matches() ? store.find(cluster) : Optional.empty();
        return found.orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, "there is no such cluster"));
    }

    /** Throws a {@link Refusal} where a process is not there, or has ended. */
    void requireUnfinished(String cluster, String process) {
        requireRun(cluster, process);
        if (Progress.read(store.files(cluster))
                .filter(newest -> newest.run().id().equals(process) && OPEN.contains(newest.state()))
                .isEmpty()) {
            throw new Refusal(Refusal.Kind.CONFLICT, "the process has ended");
        }
    }

    /** A process of a cluster. Throws a {@link Refusal} where one of them is not there. */
    RunRecord requireRun(String cluster, String process) {
        require(cluster);
        return RunRecords.read(store.files(cluster)).stream()
                .filter(run -> RUN.matcher(process).matches() && run.run().equals(process))
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(Refusal.Kind.NOT_FOUND, "cluster '" + cluster + "' has no such process"));
    }
}
