package io.ohmykube.cli.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One operation, killed at one step after the other, gone on with each time, to its end. */
final class InTurn {
    private static final String MODE = "in turn";
    private static final int FEW = 3;
    private static final List<String> SCENARIO = List.of(
            "latency: 25ms",
            "rules:",
            "- {command: launcher, latency: 120ms}",
            "- {command: kubeadm init, latency: 200ms}",
            "- {command: kubeadm join, latency: 200ms}");

    private final Program program;
    private final Starts starts;
    private final Path work;
    private final Random random;
    private final boolean everyPoint;

    /**
     * @param everyPoint all three points of each step; else one of each, and all of the steps that cannot be repeated, and
     *     of operations on machines of members a few steps only
     */
    InTurn(Program program, Starts starts, Path work, Random random, boolean everyPoint) {
        this.program = program;
        this.starts = starts;
        this.work = work;
        this.random = random;
        this.everyPoint = everyPoint;
    }

    /** Gives the rows away as they come. */
    void rows(Reference reference, Consumer<Row> rows) {
        Operation operation = reference.operation();
        Site site = reference.before().copy(work.resolve("in-turn-" + operation.word()));
        List<Kill> wanted =
                everyPoint || !operation.isOfMachines() ? kills(reference.steps()) : kills(few(reference.steps()));
        site.orders().want(wanted);
        List<Death> deaths = new ArrayList<>();
        Invoked run = program.runVictim(site, operation.command(), SCENARIO);
        while (run.killed()) {
            List<Kill> done = site.orders().done();
            Kill kill = done.get(done.size() - 1);
            Step step = step(reference, kill.key());
            String where = where(site, step, kill);
            deaths.add(Death.of(site, run.ended(), kill));
            Snapshot left = Snapshot.of(site);
            Supplier<Invoked> goOn = () -> program.runVictim(site, operation.goOn(deaths.size()), SCENARIO);
            run = goOn.get();
            rows.accept(row(reference, step, kill, where, Recovery.beyond(starts, site, kill.key(), left, run, goOn)));
            left.remove();
        }
        List<String> violations = new ArrayList<>();
        if (run.exitCode() != 0) {
            violations.add(run.toString());
        }
        violations.addAll(Audit.violations(site, deaths, reference.end()));
        String missed = wanted.size() == deaths.size() ? "" : ", " + (wanted.size() - deaths.size()) + " not reached";
        rows.accept(new Row(
                operation, MODE, "all of it", "", null, deaths.size() + " times" + missed, true, null, violations));
        if (violations.isEmpty()) {
            site.remove();
        }
    }

    private static Step step(Reference reference, StepKey key) {
        return reference.steps().stream()
                .filter(step -> step.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** In a later attempt a step has earlier events of its own, so what was aimed at says more than the log. */
    private static String where(Site site, Step step, Kill kill) {
        if (kill.point() != Point.DURING) {
            return kill.point().word();
        }
        String found = Isolated.where(site, step);
        return found.equals(Point.BEFORE.word()) ? Point.DURING.word() : found;
    }

    private static Row row(Reference reference, Step step, Kill kill, String where, Optional<Duration> wentOn) {
        List<String> violations = new ArrayList<>();
        if (Recovery.isTooLate(wentOn)) {
            violations.add(step.key() + " began again only " + wentOn.orElseThrow() + " beyond a usual start");
        }
        return new Row(
                reference.operation(),
                MODE,
                step.title(),
                step.key().subject(),
                kill.point(),
                where,
                where.startsWith(kill.point().word()),
                wentOn.orElse(null),
                violations);
    }

    private List<Step> few(List<Step> steps) {
        List<Step> shuffled = new ArrayList<>(steps);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(FEW, shuffled.size()));
    }

    private List<Kill> kills(List<Step> steps) {
        List<Kill> kills = new ArrayList<>();
        List<Point> points = List.of(Point.values());
        int turn = random.nextInt(points.size());
        for (Step step : steps) {
            Point chosen = points.get(turn++ % points.size());
            for (Point point : points) {
                if (everyPoint || point == chosen || (point == Point.DURING && step.isDecisive())) {
                    kills.add(point == Point.DURING ? step.duringSoon(random) : Kill.at(step.key(), point));
                }
            }
        }
        return kills;
    }
}
