package io.ohmykube.cli.crash;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The operations that are killed, each on a cluster of one control plane and two workers. */
enum Operation {
    UP,
    ADD,
    DELETE,
    DOWN,
    STOP,
    START,
    RESTART,
    REPAIR;

    private static final Set<Operation> OF_MACHINES = EnumSet.of(STOP, START, RESTART, REPAIR);

    static final String CLUSTER = "crash";

    /** Those that {@link #UP} makes. */
    static final List<String> NODES =
            List.of(CLUSTER + "-control-plane-1", CLUSTER + "-worker-1", CLUSTER + "-worker-2");

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
            case STOP -> line("stop");
            case START -> line("start");
            case RESTART -> line("restart");
            case REPAIR -> line("repair");
        };
    }

    static List<String> resume() {
        return line("resume");
    }

    /** Whether it starts or stops machines of members. The same command again begins anew, and leaves the same. */
    boolean isOfMachines() {
        return OF_MACHINES.contains(this);
    }

    /** The command line that goes on with it: {@code resume}, or the same command again where that means the same. */
    List<String> goOn(int turn) {
        return (this == UP || this == DOWN) && turn % 2 == 1 ? command() : resume();
    }

    /** Whether it is begun anew in that turn rather than gone on with. */
    boolean isBegunAnew(int turn) {
        return isOfMachines() && turn % 2 == 1;
    }

    private static List<String> line(String... words) {
        return Stream.concat(Stream.of("--name", CLUSTER, "--yes"), Stream.of(words))
                .toList();
    }
}
