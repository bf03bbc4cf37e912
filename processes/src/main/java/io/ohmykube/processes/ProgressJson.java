package io.ohmykube.processes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.workers.contract.StepEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of {@code progress.json}. */
final class ProgressJson {
    private ProgressJson() {}

    static String write(Progress progress) throws IOException {
        return Json.object(json -> {
            json.writeStringField("cluster", progress.run().cluster());
            json.writeStringField("process", progress.run().process());
            json.writeStringField("instance", progress.run().id());
            json.writeStringField("started", progress.run().started().toString());
            json.writeStringField("state", progress.state().name());
            Json.text(json, "ended", progress.ended());
            json.writeArrayFieldStart("steps");
            for (StepProgress step : progress.steps()) {
                write(json, step);
            }
            json.writeEndArray();
        });
    }

    static Progress parse(String text) throws IOException {
        JsonNode json = Json.parse(text);
        try {
            Run run = new Run(
                    json.path("instance").asText(),
                    json.path("process").asText(),
                    json.path("cluster").asText(),
                    Instant.parse(json.path("started").asText()));
            List<StepProgress> steps = new ArrayList<>();
            for (JsonNode step : json.path("steps")) {
                steps.add(step(step));
            }
            @Nullable String ended = Json.text(json, "ended");
            return new Progress(
                    run,
                    Outcome.State.valueOf(json.path("state").asText()),
                    ended == null ? null : Instant.parse(ended),
                    steps);
        } catch (RuntimeException e) {
            throw new IOException("not a progress file: " + e.getMessage(), e);
        }
    }

    private static void write(JsonGenerator json, StepProgress step) throws IOException {
        json.writeStartObject();
        json.writeStringField("process", step.process());
        json.writeStringField("step", step.step());
        json.writeStringField("title", step.title());
        Json.text(json, "node", step.node());
        json.writeStringField("state", step.state().name());
        json.writeNumberField("attempt", step.attempt());
        json.writeStringField("started", step.started().toString());
        Json.number(json, "durationMillis", step.durationMillis());
        Json.text(json, "message", step.message());
        json.writeEndObject();
    }

    private static StepProgress step(JsonNode json) {
        JsonNode duration = json.path("durationMillis");
        return new StepProgress(
                json.path("process").asText(),
                json.path("step").asText(),
                json.path("title").asText(),
                Json.text(json, "node"),
                StepEvent.Kind.valueOf(json.path("state").asText()),
                json.path("attempt").asInt(),
                Instant.parse(json.path("started").asText()),
                duration.isNumber() ? (Long) duration.asLong() : null,
                Json.text(json, "message"));
    }
}
