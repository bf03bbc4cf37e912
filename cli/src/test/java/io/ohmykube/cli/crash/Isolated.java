package io.ohmykube.cli.crash;

import io.ohmykube.cli.crash.Happened.Command;
import io.ohmykube.cli.crash.Happened.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Each step, each point: an operation of its own, killed once and gone on with. */
final class Isolated {
    private static final int ATTEMPTS = 3;
    private static final String MODE = "alone";

    private final Program program;
    private final Starts starts;
    private final Path work;
    private final Random random;
    private int number;

    Isolated(Program program, Starts starts, Path work, Random random) {
        this.program = program;
        this.starts = starts;
        this.work = work;
        this.random = random;
    }

    Row row(Reference reference, Step step, Point point) {
        for (int attempt = 1; ; attempt++) {
            Kill kill = point == Point.DURING ? step.during(random, attempt) : Kill.at(step.key(), point);
            Site site = reference.before().copy(work.resolve("alone-" + ++number));
            site.orders().want(List.of(kill));
            Invoked victim = program.runVictim(site, reference.operation().command(), Step.scenario(kill));
            String where = victim.killed() ? where(site, step) : "";
            boolean hit = where.startsWith(point.word());
            if (hit || attempt == ATTEMPTS) {
                Row row = victim.killed()
                        ? goOn(reference, step, kill, site, victim, hit, where)
                        : unkilled(reference, step, point, victim);
                if (row.passed()) {
                    site.remove();
                }
                return row;
            }
            site.remove();
        }
    }

    private Row goOn(Reference reference, Step step, Kill kill, Site site, Invoked victim, boolean hit, String died) {
        String where = died;
        Operation operation = reference.operation();
        Death killed = Death.of(site, victim.ended(), kill);
        boolean anew = operation.isBegunAnew(number);
        Death death = anew ? killed.followedByAnother() : killed;
        Snapshot left = Snapshot.of(site);
        Supplier<Invoked> goOn =
                () -> program.run(site, anew ? operation.command() : operation.goOn(number), List.of());
        Invoked next = goOn.get();
        List<String> violations = new ArrayList<>();
        if (next.exitCode() != 0) {
            violations.add(next.toString());
        }
        violations.addAll(Audit.violations(site, List.of(death), reference.end()));
        // Begun anew, it comes to that step only by way of all before it, or has no need of it any more.
        Optional<Duration> wentOn =
                anew ? Optional.empty() : Recovery.beyond(starts, site, step.key(), left, next, goOn);
        left.remove();
        if (anew) {
            where += ", begun anew";
        } else if (wentOn.isEmpty()) {
            violations.add(step.key() + " did not begin again");
        } else if (Recovery.isTooLate(wentOn)) {
            violations.add(step.key() + " began again only " + wentOn.get() + " beyond a usual start");
        }
        if (!violations.isEmpty()) {
            violations.add("see " + site.directory());
        }
        return new Row(
                reference.operation(),
                MODE,
                step.title(),
                step.key().subject(),
                kill.point(),
                where,
                hit,
                wentOn.orElse(null),
                violations);
    }

    private static Row unkilled(Reference reference, Step step, Point point, Invoked victim) {
        List<String> violations = new ArrayList<>();
        if (victim.exitCode() != 0) {
            violations.add(victim.toString());
        }
        return new Row(
                reference.operation(),
                MODE,
                step.title(),
                step.key().subject(),
                point,
                "not killed",
                false,
                null,
                violations);
    }

    /** When in the step the process died, by what is on disk. */
    static String where(Site site, Step step) {
        String last = Happened.events(site.events()).stream()
                .filter(event -> event.key().equals(step.key()))
                .map(Event::kind)
                .reduce("", (first, second) -> second);
        if (last.isEmpty()) {
            return Point.BEFORE.word();
        }
        if (last.equals("DONE")) {
            return Point.AFTER.word();
        }
        Optional<Command> command = Happened.commands(site.orders().commandLog()).stream()
                .filter(found -> !found.ended() && step.commands().contains(found.name()))
                .reduce((first, second) -> second);
        if (command.isPresent()) {
            return Point.DURING.word() + ", in " + command.get().name();
        }
        return step.commands().isEmpty() ? Point.DURING.word() : "between commands";
    }
}
