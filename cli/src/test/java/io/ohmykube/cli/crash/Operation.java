package io.ohmykube.cli.crash;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The operations that are killed, each on a cluster of one control plane and two workers. */
enum Operation {
    UP,
    ADD,
    DELETE,
    DOWN;

    static final String CLUSTER = "crash";

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The command line that begins it. */
    List<String> command() {
        return switch (this) {
            case UP -> line("up", "--launcher", "simulated", "--workers", "2", "--download-kubeconfig");
            case ADD -> line("add");
            case DELETE -> line("delete", CLUSTER + "-worker-1");
            case DOWN -> line("down");
        };
    }

    static List<String> resume() {
        return line("resume");
    }

    /** The command line that goes on with it: {@code resume}, or the same command again where that means the same. */
    List<String> goOn(int turn) {
        return (this == UP || this == DOWN) && turn % 2 == 1 ? command() : resume();
    }

    private static List<String> line(String... words) {
        return Stream.concat(Stream.of("--name", CLUSTER, "--yes"), Stream.of(words))
                .toList();
    }
}
