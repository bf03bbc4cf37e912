package io.ohmykube.cli.view;

import java.util.ArrayList;
import java.util.List;

/** The end of an operation as lines for a person. */
final class ResultText {
    private ResultText() {}

    /** Where the time went, by step. Empty where no step ended. */
    static List<String> times(Result result) {
        if (result.steps().isEmpty()) {
            return List.of();
        }
        Table table = new Table("STEP", "RUNS", "LONGEST", "TOGETHER");
        for (StepTime time : result.steps()) {
            table.add(
                    time.title(),
                    Integer.toString(time.runs()),
                    Text.duration(time.longest()),
                    Text.duration(time.total()));
        }
        return table.lines();
    }

    /** What failed: each with node, step, cause and log. */
    static List<String> failures(Result result) {
        List<String> lines = new ArrayList<>();
        for (Failure failure : result.failures()) {
            lines.add(
                    "error: " + failure.title() + (failure.node() == null ? "" : " on " + failure.node()) + " failed");
            Text.harmless(failure.cause()).lines().forEach(line -> lines.add("  " + line));
            if (failure.log() != null) {
                lines.add("  log: " + failure.log());
            }
        }
        return lines;
    }

    /** The summary, and what can be done next. */
    static List<String> closing(Result result) {
        List<String> lines = new ArrayList<>();
        result.next().forEach(line -> lines.add("  " + line));
        lines.add(result.summary());
        return lines;
    }
}
