package io.ohmykube.cli;

import io.ohmykube.cli.operation.Questions;
import io.ohmykube.cli.operation.Stop;
import io.ohmykube.cli.view.Failure;
import io.ohmykube.cli.view.OpenQuestion;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.RunRecord;
import io.ohmykube.processes.RunRecords;
import io.ohmykube.processes.StepRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show every step of a run with its attempts, times and log, and what failed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube process show                  the newest run",
            "  ohmykube process show 0ee1dbfd         as many characters as tell it from others",
            "  ohmykube process show last --timings   where the time went"
        })
final class ProcessShowCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "a run's id or its beginning, or last (default)")
    private String run = RunChoice.LAST;

    @Option(names = "--timings", description = "the steps that took longest first")
    private boolean timings;

    ProcessShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Cluster cluster = session.existingCluster();
        ClusterFiles files = session.store().files(cluster.name());
        RunRecord shown = RunChoice.of(run, RunRecords.read(files), cluster.name());
        List<StepRecord> steps = shown.steps();
        if (timings) {
            steps = steps.stream()
                    .sorted(Comparator.comparingLong(StepRecord::totalMillis).reversed())
                    .toList();
        }
        List<Failure> failures = Stop.of(files, cluster, shown).failures();
        List<OpenQuestion> questions = shown.unfinished() ? new Questions(cluster.name()).read(files) : List.of();
        if (session.options().output() == OutputFormat.TABLE) {
            new RunText(shown, session.clock().getZone(), files)
                    .lines(steps, failures, questions)
                    .forEach(session.terminal().out()::println);
        } else {
            print(shown, steps, failures, questions, files);
        }
        return ExitCode.DONE;
    }

    private void print(
            RunRecord shown,
            List<StepRecord> steps,
            List<Failure> failures,
            List<OpenQuestion> questions,
            ClusterFiles files) {
        Document.print(session, json -> {
            json.writeStartObject();
            RunJson.writeFacts(json, shown);
            json.writeArrayFieldStart("steps");
            for (StepRecord step : steps) {
                RunJson.writeStep(json, shown, step, log(files, shown, step));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("failures");
            for (Failure failure : failures) {
                failure.writeTo(json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("questions");
            for (OpenQuestion question : questions) {
                question.writeTo(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** The step's own log; null where it has done nothing on a node. */
    static @Nullable String log(ClusterFiles files, RunRecord run, StepRecord step) {
        Path log = files.stepLog(run.run(), step.step(), step.node());
        return Files.exists(log) ? log.toString() : null;
    }
}
