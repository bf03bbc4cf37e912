package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a person is told of when a cluster is removed, and by whom: only servers do it by themselves. */
final class TimeLeft {
    private final BooleanSupplier served;
    private final Clock clock;

    TimeLeft(Session session) {
        this(() -> RunningServer.isThereFor(session), session.clock());
    }

    /** @param served whether a server runs that has the cluster's files open */
    TimeLeft(BooleanSupplier served, Clock clock) {
        this.served = served;
        this.clock = clock;
    }

    /** One sentence; what is never removed by itself has one, too. */
    String sentence(Cluster cluster) {
        Optional<Instant> expires = cluster.expires();
        if (expires.isEmpty()) {
            return "Cluster " + cluster.name() + " lives until somebody removes it.";
        }
        String until = Until.of(expires.get(), clock);
        String when = until.equals(Until.OVER)
                ? "Cluster " + cluster.name() + " was to live until " + expires.get()
                : "Cluster " + cluster.name() + " lives until " + expires.get() + ", " + until;
        return when
                + (served.getAsBoolean()
                        ? "; then the server that runs removes it."
                        : "; then 'ohmykube serve' removes it as soon as it runs, or 'ohmykube down --expired'. No server"
                                + " runs now.");
    }
}
