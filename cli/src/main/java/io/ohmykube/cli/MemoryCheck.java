package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.HostAccess;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.launcher.simulated.SimulatedLauncher;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Whether this computer has the memory that all clusters together ask for. */
final class MemoryCheck {
    /** Above this share of the host's memory a person is warned. */
    private static final double COMFORTABLE = 0.8;

    /** Launchers whose machines take nothing of this computer's memory. */
    private static final Set<String> ELSEWHERE = Set.of(SimulatedLauncher.NAME, HostAccess.LAUNCHER);

    private MemoryCheck() {}

    /** What the machines of these clusters ask for together, in GiB. */
    static long wanted(Stream<Cluster> clusters) {
        return clusters.filter(cluster ->
                        !ELSEWHERE.contains(Objects.toString(cluster.spec().launcher())))
                .flatMap(cluster -> cluster.nodes().stream())
                .mapToLong(MemoryCheck::of)
                .sum();
    }

    /** A warning for a cluster about to be made, beside those there are; empty where there is room. */
    static Optional<String> warning(ClusterStore store, Cluster cluster, OptionalLong memory) {
        Stream<Cluster> others = store.names().stream()
                .filter(name -> !name.equals(cluster.name()))
                .flatMap(name -> store.find(name).stream());
        long wanted = wanted(Stream.concat(others, Stream.of(cluster)));
        return wanted(Stream.of(cluster)) == 0 || memory.isEmpty() || wanted <= COMFORTABLE * memory.getAsLong()
                ? Optional.empty()
                : Optional.of("the machines of all clusters ask for " + wanted + " GiB of memory, and this host has "
                        + memory.getAsLong() + " GiB; fewer workers (--workers 1) or smaller ones would be safer");
    }

    private static long of(NodeSpec node) {
        return (long) node.count() * node.resources().memory();
    }
}
