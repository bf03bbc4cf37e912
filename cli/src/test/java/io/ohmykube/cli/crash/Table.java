package io.ohmykube.cli.crash;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came out, line by line while it happens, and in sum. */
final class Table {
    private static final String FORMAT = "%-9s | %-8s | %-27s | %-22s | %-36s | %12s | %s%n";

    private final PrintStream out;
    private final List<Row> rows = new ArrayList<>();

    Table(PrintStream out) {
        this.out = out;
    }

    void heading() {
        out.printf(FORMAT, "operation", "mode", "step", "node", "killed", "went on (s)", "outcome");
    }

    void add(Row row) {
        rows.add(row);
        out.printf(
                FORMAT,
                row.operation().word(),
                row.mode(),
                row.step(),
                row.node(),
                row.killed(),
                row.seconds(),
                row.outcome());
        row.violations().forEach(violation -> out.print(violation.indent(4)));
        out.flush();
    }

    /** Returns whether all is well. */
    boolean end() {
        List<Duration> times = sortedTimes();
        if (!times.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "at the interrupted step again, beyond a usual start: median %s, longest %s (%d kills)%n",
                    seconds(times.get(times.size() / 2)),
                    seconds(times.get(times.size() - 1)),
                    times.size());
        }
        long astray = rows.stream().filter(row -> !row.hit()).count();
        if (astray > 0) {
            out.println(
                    astray + " kills came when the step had ended, or between two of its commands; they count as what"
                            + " they were");
        }
        long failed = rows.stream().filter(row -> !row.passed()).count();
        out.println((rows.size() - failed) + " passed, " + failed + " failed");
        return failed == 0 && !rows.isEmpty();
    }

    private List<Duration> sortedTimes() {
        return rows.stream().map(Row::wentOn).filter(Objects::nonNull).sorted().toList();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    /** The kills at steps as a table of Markdown: one line for each step, its nodes and modes together. */
    String markdown() {
        Map<String, List<Row>> steps = rows.stream()
                .filter(row -> row.wanted() != null)
                .collect(Collectors.groupingBy(
                        row -> row.operation().word() + " | " + row.step(), LinkedHashMap::new, Collectors.toList()));
        Stream<String> lines = steps.entrySet().stream()
                .map(step -> "| " + step.getKey() + " | "
                        + Stream.of(Point.values())
                                .map(point -> cell(step.getValue(), point))
                                .collect(Collectors.joining(" | "))
                        + " | " + longest(step.getValue()) + " |");
        return Stream.concat(
                        Stream.of(
                                "| operation | step | before | during | after | went on after (s) |",
                                "| --- | --- | --- | --- | --- | --- |"),
                        lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** How many kills there were, and what they hit where that is worth saying. */
    private static String cell(List<Row> all, Point point) {
        List<Row> here = all.stream().filter(row -> row.wanted() == point).toList();
        long passed = here.stream().filter(row -> row.passed() && row.hit()).count();
        long astray = here.stream().filter(row -> row.passed() && !row.hit()).count();
        long failed = here.stream().filter(row -> !row.passed()).count();
        String commands = here.stream()
                .filter(row -> row.hit() && row.killed().contains(", in "))
                .map(row -> "`" + row.killed().replaceFirst(".*, in ", "") + "`")
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return Stream.of(
                        passed + " ok" + (commands.isEmpty() ? "" : " (" + commands + ")"),
                        astray == 0 ? "" : astray + " ended before",
                        failed == 0 ? "" : failed + " FAILED")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String longest(List<Row> step) {
        return step.stream()
                .map(Row::wentOn)
                .filter(Objects::nonNull)
                .max(Duration::compareTo)
                .map(longest -> String.format(Locale.ROOT, "%.2f", Math.max(0, longest.toMillis()) / 1000.0))
                .orElse("");
    }
}
