package io.ohmykube.cli;

import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.cli.view.Choice;
import io.ohmykube.cli.view.Failure;
import io.ohmykube.cli.view.OpenQuestion;
import io.ohmykube.cli.view.Table;
import io.ohmykube.cli.view.Text;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.AttemptRecord;
import io.ohmykube.processes.Outcome;
import io.ohmykube.processes.RunRecord;
import io.ohmykube.processes.StepRecord;
import io.ohmykube.workers.contract.FailureText;
import io.ohmykube.workers.contract.StepEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run for a person: its facts, its steps, and what failed. */
final class RunText {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final RunRecord run;
    private final ZoneId zone;
    private final ClusterFiles files;

    RunText(RunRecord run, ZoneId zone, ClusterFiles files) {
        this.run = run;
        this.zone = zone;
        this.files = files;
    }

    /** @param steps those of the run, in the order wanted */
    List<String> lines(List<StepRecord> steps, List<Failure> failures, List<OpenQuestion> questions) {
        List<String> lines = new ArrayList<>();
        lines.add("run      " + run.run());
        lines.add("command  " + ProcessWords.command(run.process()));
        lines.add("state    " + RunWords.of(run.state()));
        lines.add("started  " + RunWords.time(run.started(), zone));
        lines.add("took     " + Text.duration(run.worked()));
        lines.add("steps    " + run.count(StepEvent.Kind.DONE) + " done of " + steps.size() + " seen");
        Path logs = files.stepLog(run.run(), "any", null).getParent();
        if (Files.isDirectory(logs)) {
            lines.add("logs     " + logs);
        }
        lines.add("");
        Table table = new Table("PART", "STEP", "ON", "STATE", "ATTEMPTS", "STARTED", "TOOK", "LOG");
        steps.forEach(step -> add(table, step));
        lines.addAll(table.lines());
        List<StepRecord> repeated =
                steps.stream().filter(step -> step.attempts().size() > 1).toList();
        if (!repeated.isEmpty()) {
            lines.add("");
            lines.add("More than one attempt:");
            repeated.forEach(step -> lines.addAll(attempts(step)));
        }
        for (Failure failure : failures) {
            lines.add("");
            lines.addAll(failure.lines());
        }
        for (OpenQuestion question : questions) {
            lines.add("");
            lines.addAll(question.lines());
            Choice.lines(question.next()).forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private void add(Table table, StepRecord step) {
        Path log = files.stepLog(run.run(), step.step(), step.node());
        table.add(
                step.process(),
                step.title(),
                step.node() == null ? "-" : step.node(),
                RunWords.of(step.state(), running()),
                Integer.toString(step.newest().number()),
                time(step.started()),
                step.totalMillis() == 0 && step.newest().durationMillis() == null
                        ? "-"
                        : Text.duration(Duration.ofMillis(step.totalMillis())),
                Files.exists(log) ? log.getFileName().toString() : "");
    }

    private List<String> attempts(StepRecord step) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + step.title() + (step.node() == null ? "" : " on " + step.node()));
        for (AttemptRecord attempt : step.attempts()) {
            Long millis = attempt.durationMillis();
            String message = attempt.message();
            lines.add("    " + attempt.number() + "  " + time(attempt.started()) + "  "
                    + RunWords.of(attempt, running() && attempt.equals(step.newest()))
                    + (millis == null ? "" : " after " + Text.duration(Duration.ofMillis(millis)))
                    + (message == null ? "" : ": " + brief(message)));
        }
        return lines;
    }

    /** What failed and the last that was heard of it, on one line. */
    private static String brief(String message) {
        List<String> lines = FailureText.parse(Text.harmless(message))
                .cause()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.size() < 2
                ? Text.firstLine(Text.harmless(message))
                : lines.get(0).strip() + " | " + lines.get(lines.size() - 1).strip();
    }

    private boolean running() {
        return run.state() == Outcome.State.RUNNING;
    }

    private String time(Instant instant) {
        return CLOCK.format(instant.atZone(zone));
    }
}
