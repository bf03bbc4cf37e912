package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.processes.AttemptRecord;
import io.ohmykube.processes.Outcome;
import io.ohmykube.processes.RunRecord;
import io.ohmykube.processes.StepRecord;
import io.ohmykube.workers.contract.StepEvent;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Runs and their steps for scripts. */
final class RunJson {
    private static final double MILLIS = 1000;

    private RunJson() {}

    /** The fields of a run but its steps. */
    static void writeFacts(JsonGenerator json, RunRecord run) throws IOException {
        json.writeStringField("run", run.run());
        json.writeStringField("command", ProcessWords.command(run.process()));
        json.writeStringField("process", run.process());
        json.writeStringField("state", RunWords.of(run.state()));
        json.writeStringField("started", run.started().toString());
        Instant ended = run.ended();
        json.writeStringField("ended", ended == null ? null : ended.toString());
        json.writeNumberField("seconds", run.worked().toMillis() / MILLIS);
        json.writeNumberField("stepsSeen", run.steps().size());
        json.writeNumberField("stepsDone", run.count(StepEvent.Kind.DONE));
        json.writeNumberField("stepsFailed", run.failed().size());
    }

    /** @param log null where the step has none of its own */
    static void writeStep(JsonGenerator json, RunRecord run, StepRecord step, @Nullable String log) throws IOException {
        boolean running = run.state() == Outcome.State.RUNNING;
        json.writeStartObject();
        json.writeStringField("process", step.process());
        json.writeStringField("step", step.step());
        json.writeStringField("title", step.title());
        json.writeStringField("node", step.node());
        json.writeStringField("state", RunWords.of(step.state(), running));
        json.writeStringField("started", step.started().toString());
        json.writeNumberField("seconds", step.totalMillis() / MILLIS);
        json.writeStringField("log", log);
        json.writeArrayFieldStart("attempts");
        for (AttemptRecord attempt : step.attempts()) {
            write(json, attempt, running && attempt.equals(step.newest()));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, AttemptRecord attempt, boolean running) throws IOException {
        json.writeStartObject();
        json.writeNumberField("attempt", attempt.number());
        json.writeStringField("state", RunWords.of(attempt, running));
        json.writeStringField("started", attempt.started().toString());
        Long millis = attempt.durationMillis();
        if (millis == null) {
            json.writeNullField("seconds");
        } else {
            json.writeNumberField("seconds", millis / MILLIS);
        }
        json.writeStringField("message", attempt.message());
        json.writeEndObject();
    }
}
