package io.ohmykube.cli.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long the program takes from its start to the first step of an {@code up} that nothing disturbs. */
final class Starts {
    private static final int MOST_MEASURED_AGAIN = 3;

    private final Program program;
    private final Site empty;
    private final Path work;
    private final Duration usual;
    private int number;

    /** Measures that many starts; the middle one is the usual one. */
    Starts(Program program, Site empty, Path work, int times) {
        this.program = program;
        this.empty = empty;
        this.work = work;
        List<Duration> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(measure());
        }
        this.usual = all.stream().sorted().toList().get(times / 2);
    }

    Duration usual() {
        return usual;
    }

    /**
     * How much longer than usual a start took. Where that seems too long, usual starts are measured again: the host may be
     * busier than it was.
     */
    Duration beyond(Duration start) {
        Duration longest = usual;
        for (int i = 0; i < MOST_MEASURED_AGAIN && start.minus(longest).compareTo(Recovery.LIMIT) > 0; i++) {
            Duration now = measure();
            longest = now.compareTo(longest) > 0 ? now : longest;
        }
        return start.minus(longest);
    }

    private Duration measure() {
        Site site = empty.copy(work.resolve("start-" + ++number));
        Invoked run = program.run(site, Operation.UP.command(), List.of());
        Duration start = Duration.between(
                run.began(), Happened.events(site.events()).get(0).time());
        site.remove();
        return start;
    }
}
