package io.ohmykube.cli;

import io.ohmykube.cli.view.Heading;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.processes.Run;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The first line of an operation. */
final class Headings {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Headings() {}

    /** Such as {@code Creating cluster dev: Kubernetes v1.33.0, 3 nodes, container}. */
    static Heading of(String command, String verb, Cluster cluster, List<String> nodes) {
        return new Heading(
                command,
                cluster.name(),
                verb + " cluster " + cluster.name() + ": Kubernetes "
                        + Objects.requireNonNullElse(cluster.spec().version(), "of unknown version") + ", "
                        + count(nodes.size(), "node") + ", launcher "
                        + Objects.requireNonNullElse(cluster.spec().launcher(), "unknown"),
                nodes);
    }

    static Heading resuming(Cluster cluster, Run run) {
        String command = ProcessWords.command(run.process());
        return new Heading(
                command,
                cluster.name(),
                "Resuming the unfinished " + command + " of "
                        + TIME.format(run.started().atZone(ZoneId.systemDefault())) + " on cluster " + cluster.name(),
                names(cluster));
    }

    /** All nodes wanted, the control plane first. */
    static List<String> names(Cluster cluster) {
        return cluster.nodes().stream()
                .map(NodeSpec::name)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
