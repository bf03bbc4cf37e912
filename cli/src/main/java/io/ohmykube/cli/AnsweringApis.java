package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;

/** Which API servers of a cluster answer. */
final class AnsweringApis {
    private static final int LOOKS = 3;

    private AnsweringApis() {}

    /**
     * The control planes whose API server answers. Looks again where some of those wanted do not: one that is only slow is
     * not away.
     *
     * @param look finds those that answer just then
     */
    static Set<String> of(Cluster cluster, Collection<String> wanted, Function<Cluster, Set<String>> look) {
        Set<String> found = look.apply(cluster);
        for (int looks = 1; looks < LOOKS && !found.containsAll(wanted); looks++) {
            found = look.apply(cluster);
        }
        return found;
    }
}
