package io.ohmykube.cli.crash;

import io.ohmykube.cli.crash.Happened.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation that nothing disturbs: what it starts from, its steps, and what it leaves.
 *
 * @param before a site to copy for each run
 * @param start from the start of the process to the first step
 * @param took the process as a whole
 */
record Reference(Operation operation, Site before, List<Step> steps, EndState end, Duration start, Duration took) {
    /** Slow enough that it can be seen which step gives which command. */
    private static final List<String> OBSERVED = List.of("latency: 30ms");

    /**
     * Runs the operation twice: as it is, and watched.
     *
     * @param after where the first of them takes place
     * @throws IllegalStateException if the two do not leave the same
     */
    static Reference measure(Program program, Operation operation, Site before, Site after) {
        Site undisturbed = before.copy(after.directory());
        Invoked plain = program.run(undisturbed, operation.command(), List.of());
        require(plain.exitCode() == 0, plain.toString());
        Instant first = Happened.events(undisturbed.events()).get(0).time();
        EndState end = EndState.of(undisturbed);
        Site watched = before.copy(after.directory().resolveSibling(operation.word() + "-watched"));
        watched.orders().want(List.of());
        Invoked seen = program.runVictim(watched, operation.command(), OBSERVED);
        require(seen.exitCode() == 0, seen.toString());
        List<String> violations = Audit.violations(watched, List.of(), end);
        require(violations.isEmpty(), "two undisturbed runs differ: " + String.join("\n", violations));
        return new Reference(
                operation,
                before,
                steps(watched),
                end,
                Duration.between(plain.began(), first),
                Duration.between(plain.began(), plain.ended()));
    }

    Reference withStart(Duration changed) {
        return new Reference(operation, before, steps, end, changed, took);
    }

    private static List<Step> steps(Site site) {
        List<Step> steps = new ArrayList<>();
        for (Event event : Happened.events(site.events())) {
            if (event.is("DONE")) {
                steps.add(new Step(
                        event.key(),
                        event.title(),
                        event.millis(),
                        site.orders().seen(event.key())));
            }
        }
        return List.copyOf(steps);
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalStateException(otherwise);
        }
    }
}
