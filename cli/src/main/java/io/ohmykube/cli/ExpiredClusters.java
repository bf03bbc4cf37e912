package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import java.util.ArrayList;
import java.util.List;

/** Removes the clusters whose time is over, one after the other, for those who have no server do it. */
final class ExpiredClusters {
    private final Session session;
    private final Operations operations;
    private final boolean force;

    ExpiredClusters(Session session, Operations operations, boolean force) {
        this.session = session;
        this.operations = operations;
        this.force = force;
    }

    /** Returns the exit code. Throws {@link ExitException} with the names of those that are still there. */
    int remove() {
        List<String> expired = ClusterChoice.of(session).stream()
                .filter(cluster -> cluster.isOver(session.clock().instant()))
                .map(Cluster::name)
                .toList();
        if (expired.isEmpty()) {
            if (session.options().output() == OutputFormat.TABLE) {
                session.terminal().out().println("No cluster's time is over.");
            }
            return ExitCode.DONE;
        }
        List<String> left = new ArrayList<>();
        boolean givesAway = operations.givesAway();
        for (String cluster : expired) {
            if (givesAway && session.store().find(cluster).isEmpty()) {
                continue; // The server was given the whole command with the first of them.
            }
            int exitCode = attempt(cluster);
            if (exitCode == ExitCode.INTERRUPTED || (givesAway && exitCode != ExitCode.DONE)) {
                return exitCode;
            }
            if (exitCode != ExitCode.DONE) {
                left.add(cluster);
            }
        }
        if (!left.isEmpty()) {
            throw ExitException.failed("not removed: " + String.join(", ", left)
                    + "; 'ohmykube status' shows why, and 'ohmykube down --expired' tries again");
        }
        return ExitCode.DONE;
    }

    private int attempt(String cluster) {
        try {
            return down(cluster);
        } catch (RuntimeException e) {
            return new Errors(session).failed(e);
        }
    }

    private int down(String cluster) {
        ClusterStore store = session.store();
        return operations.run(new DownPlan(store, cluster, force, session.options()), cluster, new SourceOptions());
    }
}
