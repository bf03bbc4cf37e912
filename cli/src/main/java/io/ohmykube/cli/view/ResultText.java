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

    /** What failed: each with node, step, attempt, cause and log. */
    static List<String> failures(Result result) {
        List<String> lines = new ArrayList<>();
        for (Failure failure : result.failures()) {
            List<String> story = failure.lines();
            lines.add("error: " + story.get(0));
            lines.addAll(story.subList(1, story.size()));
        }
        return lines;
    }

    /** What waits for a person. */
    static List<String> questions(Result result) {
        return result.questions().stream()
                .flatMap(question -> question.lines().stream())
                .toList();
    }

    /** The summary, and what can be done next. */
    static List<String> closing(Result result) {
        List<String> lines = new ArrayList<>();
        Choice.lines(result.next()).forEach(line -> lines.add("  " + line));
        lines.add(result.summary());
        return lines;
    }
}
