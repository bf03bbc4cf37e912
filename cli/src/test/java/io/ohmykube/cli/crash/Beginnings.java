package io.ohmykube.cli.crash;

import io.ohmykube.launcher.simulated.Scenario;
import io.ohmykube.launcher.simulated.SimulatedLauncher;
import java.nio.file.Path;
import java.util.List;

/** What operations on a cluster start from: the cluster as {@code up} made it, stopped, or after its host was restarted. */
final class Beginnings {
    private final Program program;
    private final Path work;
    private final Site made;

    Beginnings(Program program, Path work, Site made) {
        this.program = program;
        this.work = work;
        this.made = made;
    }

    Site of(Operation operation) {
        return switch (operation) {
            case UP -> throw new IllegalArgumentException("starts from nothing");
            case ADD, DELETE, DOWN, STOP, RESTART -> made;
            case START -> stopped();
            case REPAIR -> afterARestartOfTheHost();
        };
    }

    private Site stopped() {
        Site site = made.copy(work.resolve("stopped"));
        Invoked stop = program.run(site, Operation.STOP.command(), List.of());
        if (stop.exitCode() != 0) {
            throw new IllegalStateException(stop.toString());
        }
        return site;
    }

    /** Machines are down, and nothing that the product has written down says so. */
    private Site afterARestartOfTheHost() {
        Site site = made.copy(work.resolve("host-restarted"));
        try (SimulatedLauncher launcher = new SimulatedLauncher(site.home(), Scenario.NONE)) {
            for (String node : Operation.NODES) {
                launcher.stop(Operation.CLUSTER, node);
            }
        }
        return site;
    }
}
