package io.ohmykube.cli.crash;

import io.ohmykube.config.ClusterStore;
import io.ohmykube.launcher.ssh.ClusterKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills operations at every step and at random, goes on with them, and tells what came of it. */
@Command(name = "crashes", mixinStandardHelpOptions = true, sortOptions = false)
final class Crashes implements Callable<Integer> {
    private static final int STARTS = 5;
    private static final int STARTS_IN_SHORT = 3;
    private static final String TWIN = Operation.CLUSTER + "-worker-2";
    private static final int RANDOM = 40;
    private static final int RANDOM_IN_SHORT = 12;
    private static final Duration TIME_IN_SHORT = Duration.ofMinutes(4);

    @Option(names = "--distribution", required = true, description = "the directory of the program, with bin and lib")
    private Path distribution = Path.of("");

    @Option(names = "--harness", required = true, description = "the jar with this class in it")
    private Path harness = Path.of("");

    @Option(names = "--seed", description = "repeats the random choices of an earlier run")
    private long seed = System.nanoTime() & 0xffffff;

    @Option(names = "--operation", description = "only these of: ${COMPLETION-CANDIDATES}")
    private List<Operation> operations = List.of(Operation.values());

    @Option(names = "--short", description = "each step once and a few random kills, in a few minutes")
    private boolean quick;

    @Option(names = "--mode", description = "only these of: ${COMPLETION-CANDIDATES}")
    private List<Mode> modes = List.of(Mode.values());

    @Option(names = "--random", description = "how many operations are killed at random")
    private int randoms = -1;

    @Option(names = "--markdown", description = "writes the table of single kills to this file")
    private Path markdown = Path.of("");

    @Option(names = "--every-node", description = "alone: also the second of two workers of the same kind")
    private boolean everyNode;

    /** The ways to kill. */
    enum Mode {
        ALONE,
        TURN,
        RANDOM
    }

    private Crashes() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Crashes())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path work = Files.createTempDirectory("ohmykube-crashes.");
        System.out.println("seed " + seed);
        long began = System.nanoTime();
        Table table = new Table(System.out);
        Program program = new Program(distribution, harness);
        Site empty = seeded(work.resolve("empty"));
        Starts starts = new Starts(program, empty, work, quick ? STARTS_IN_SHORT : STARTS);
        System.out.println("a usual start, to the first step: " + starts.usual().toMillis() + " ms");
        Map<Operation, Reference> references = references(program, starts, empty, work);
        table.heading();
        if (modes.contains(Mode.ALONE) && !quick) {
            alone(references, new Isolated(program, starts, work, new Random(seed)), table);
        }
        if (modes.contains(Mode.TURN)) {
            InTurn turn = new InTurn(program, starts, work, new Random(seed), !quick);
            references.values().forEach(reference -> turn.rows(reference, table::add));
        }
        if (modes.contains(Mode.RANDOM)) {
            random(references, new AtRandom(program, work, new Random(seed)), table, began);
        }
        if (!markdown.toString().isEmpty()) {
            Files.writeString(markdown, table.markdown(), StandardCharsets.UTF_8);
        }
        System.out.println("seed " + seed + ", "
                + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
        boolean passed = table.end();
        if (passed) {
            new Site(work).remove();
        }
        return passed ? 0 : 1;
    }

    private Map<Operation, Reference> references(Program program, Starts starts, Site empty, Path work) {
        Map<Operation, Reference> references = new EnumMap<>(Operation.class);
        Site made = new Site(work.resolve("up"));
        Reference up = Reference.measure(program, Operation.UP, empty, made);
        Beginnings beginnings = new Beginnings(program, work, made);
        for (Operation operation : operations) {
            Reference reference = operation == Operation.UP
                    ? up
                    : Reference.measure(
                            program, operation, beginnings.of(operation), new Site(work.resolve(operation.word())));
            references.put(operation, reference.withStart(starts.usual()));
            System.out.println(operation.word() + ": " + reference.steps().size() + " steps, "
                    + reference.steps().stream()
                            .mapToInt(step -> step.commands().size())
                            .sum() + " commands, "
                    + reference.end().size() + " facts to compare");
        }
        return references;
    }

    /** A home with the cluster's key pair: finding its primes takes longer than all the rest of a simulated up. */
    private static Site seeded(Path directory) {
        Site site = new Site(directory);
        ClusterStore store = ClusterStore.in(site.home());
        new ClusterKeys(store).ensure(Operation.CLUSTER);
        return site;
    }

    private void alone(Map<Operation, Reference> references, Isolated isolated, Table table) {
        for (Reference reference : references.values()) {
            reference.steps().stream()
                    .filter(step -> everyNode || !step.key().subject().equals(TWIN))
                    .forEach(step -> Stream.of(Point.values())
                            .forEach(point -> table.add(isolated.row(reference, step, point))));
        }
    }

    /** In short every operation once, then as many as there is time for. */
    private void random(Map<Operation, Reference> references, AtRandom atRandom, Table table, long began) {
        int wanted = randoms >= 0 ? randoms : quick ? RANDOM_IN_SHORT : RANDOM;
        List<Reference> all = references.values().stream()
                .filter(reference -> !quick || !reference.operation().isOfMachines())
                .toList();
        for (int i = 0; i < wanted && !all.isEmpty(); i++) {
            boolean late = quick && System.nanoTime() - began > TIME_IN_SHORT.toNanos();
            if (i >= all.size() && late) {
                return;
            }
            table.add(atRandom.row(all.get(i % all.size())));
        }
    }
}
