package io.ohmykube.cli;

import io.ohmykube.cli.operation.ProcessWords;
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
        return new Heading(command, cluster.name(), "Resuming the unfinished " + of(run, cluster), names(cluster));
    }

    /** A run that goes on without nodes it was about. */
    static Heading goingOnWithout(Cluster cluster, Run run, List<String> nodes) {
        List<String> kept =
                names(cluster).stream().filter(name -> !nodes.contains(name)).toList();
        return new Heading(
                ProcessWords.command(run.process()),
                cluster.name(),
                "Going on with the unfinished " + of(run, cluster) + " without " + String.join(", ", nodes),
                kept);
    }

    static Heading givingUp(Cluster cluster, Run run) {
        return new Heading("process cancel", cluster.name(), "Giving up the unfinished " + of(run, cluster), List.of());
    }

    private static String of(Run run, Cluster cluster) {
        return ProcessWords.command(run.process()) + " of "
                + TIME.format(run.started().atZone(ZoneId.systemDefault())) + " on cluster " + cluster.name();
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
