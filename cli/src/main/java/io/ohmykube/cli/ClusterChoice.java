package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import java.util.List;
import java.util.Optional;

/** Which clusters a reading command shows: the one named, or all. */
final class ClusterChoice {
    static final String NONE = "no clusters; `ohmykube up` makes one";

    private ClusterChoice() {}

    static List<Cluster> of(Session session) {
        ClusterStore store = session.store();
        String wanted = session.options().name;
        return wanted == null
                ? store.names().stream()
                        .map(store::find)
                        .flatMap(Optional::stream)
                        .toList()
                : List.of(store.require(wanted));
    }
}
