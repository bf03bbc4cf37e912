package io.ohmykube.cli.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The program as it is, killed from outside after random times, several times in a row, then left alone. */
final class AtRandom {
    private static final int MOST_KILLS = 4;
    private static final int MOST_TURNS = 12;
    private static final int ATTEMPTS = 4;
    private static final double SHRINK = 0.6;
    private static final List<String> SCENARIO = List.of("latency: 10ms");

    private final Program program;
    private final Path work;
    private final Random random;
    private int number;

    AtRandom(Program program, Path work, Random random) {
        this.program = program;
        this.work = work;
        this.random = random;
    }

    /** An operation that ended before it could be killed is begun anew with less time. */
    Row row(Reference reference) {
        double share = 1;
        Row row = row(reference, share);
        for (int attempt = 1; attempt < ATTEMPTS && !row.hit(); attempt++) {
            share *= SHRINK;
            row = row(reference, share);
        }
        return row;
    }

    private Row row(Reference reference, double share) {
        Operation operation = reference.operation();
        Site site = reference.before().copy(work.resolve("random-" + ++number));
        int kills = 1 + random.nextInt(MOST_KILLS);
        List<Death> deaths = new ArrayList<>();
        List<String> lives = new ArrayList<>();
        List<String> violations = new ArrayList<>();
        List<String> command = operation.command();
        boolean ended = false;
        for (int turn = 1; !ended && turn < MOST_TURNS; turn++) {
            // Most of a start is the virtual machine's: the rest is where there is something to break.
            Duration life = deaths.size() < kills ? life(reference, share) : Duration.ofMinutes(3);
            Invoked run = program.runFor(site, command, SCENARIO, life);
            if (run.killed()) {
                Death death = Death.of(site, run.ended(), null);
                lives.add(life.toMillis() + " ms");
                command = next(operation, site, death, turn);
                deaths.add(
                        operation.isOfMachines() && !command.equals(Operation.resume())
                                ? death.followedByAnother()
                                : death);
            } else if (run.exitCode() != 0) {
                violations.add(run.toString());
            }
            ended = !run.killed() || command.isEmpty();
        }
        violations.addAll(Audit.violations(site, deaths, reference.end()));
        if (violations.isEmpty()) {
            site.remove();
        } else {
            violations.add("see " + site.directory());
        }
        return new Row(
                operation,
                "random",
                "at random",
                "",
                null,
                lives.isEmpty() ? "not killed" : "after " + String.join(", ", lives),
                !lives.isEmpty(),
                null,
                violations);
    }

    private Duration life(Reference reference, double share) {
        long start = reference.start().toMillis();
        double rest = (reference.took().toMillis() - start) * share;
        return Duration.ofMillis(start * 2 / 3 + (long) (random.nextDouble() * (rest + start / 2.0)));
    }

    /** What a user does next, who sees by the state of the cluster what was left; nothing where all is done. */
    private static List<String> next(Operation operation, Site site, Death death, int turn) {
        boolean there = java.nio.file.Files.exists(site.cluster().clusterYaml());
        String yaml = Site.text(site.cluster().clusterYaml()).orElse("");
        return switch (operation) {
            case UP -> death.unfinished() ? operation.goOn(turn) : operation.command();
            case DOWN -> there ? (yaml.contains("Deleting") ? operation.goOn(turn) : operation.command()) : List.of();
            case ADD -> yaml.contains("crash-worker-3") ? Operation.resume() : operation.command();
            case STOP, START, RESTART, REPAIR ->
                death.unfinished() && !operation.isBegunAnew(turn) ? Operation.resume() : operation.command();
            case DELETE -> {
                if (death.unfinished()) {
                    yield Operation.resume();
                }
                yield yaml.contains("crash-worker-1") ? operation.command() : List.of();
            }
        };
    }
}
