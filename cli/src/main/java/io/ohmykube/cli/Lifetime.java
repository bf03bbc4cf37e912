package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.TimeToLive;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes when a cluster is to be removed, and nothing else: an operation may work on the cluster meanwhile. Methods throw
 * {@link ExitException} where that cannot be.
 */
final class Lifetime {
    private final ClusterStore store;
    private final String cluster;
    private final Clock clock;

    Lifetime(ClusterStore store, String cluster, Clock clock) {
        this.store = store;
        this.cluster = cluster;
        this.clock = clock;
    }

    /** The cluster lives that long from now on; null for until somebody removes it. */
    Cluster set(@Nullable TimeToLive time) {
        return change(found -> time == null ? null : time.from(clock.instant()));
    }

    /** The cluster lives that much longer than it was to live. */
    Cluster extend(TimeToLive time) {
        return change(found -> extended(
                time,
                found.expires()
                        .orElseThrow(() -> ExitException.badInput(
                                "--extend: cluster '" + cluster + "' lives until somebody removes it; " + fromNow()))));
    }

    private Instant extended(TimeToLive time, Instant expires) {
        Instant now = clock.instant();
        Instant later = time.from(expires);
        if (!later.isAfter(now)) {
            throw ExitException.badInput("--extend: cluster '" + cluster + "' was to live until " + expires
                    + ", so that it would be over still; " + fromNow());
        }
        if (later.isAfter(now.plus(TimeToLive.LONGEST))) {
            throw ExitException.badInput("--extend: cluster '" + cluster + "' would live until " + later
                    + ", which is more than 365 days from now; 'ohmykube --name " + cluster
                    + " ttl --none' lets it live until somebody removes it");
        }
        return later;
    }

    private String fromNow() {
        return "say how long it lives from now on, for example with 'ohmykube --name " + cluster + " ttl 2h'";
    }

    private Cluster change(Function<Cluster, @Nullable Instant> expires) {
        return store.update(cluster, found -> {
            if (found.status().phase() == ClusterStatus.Phase.DELETING) {
                throw ExitException.failed("cluster '" + cluster + "' is being removed, and lives no longer; finish it"
                        + " with 'ohmykube --name " + cluster + " down'");
            }
            return found.withExpires(expires.apply(found));
        });
    }
}
