package io.ohmykube.processes;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.workers.contract.StepEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** Step events as JSON, one line each: the form of the event log and of {@code -o json}. */
public final class StepEventJson {
    private StepEventJson() {}

    /** The event as one line, without a line end. Fields that are null are left out. */
    public static String line(StepEvent event) {
        try {
            return Json.object(json -> {
                json.writeStringField("time", event.time().toString());
                json.writeStringField("kind", event.kind().name());
                json.writeStringField("process", event.process());
                json.writeStringField("instance", event.instance());
                json.writeStringField("step", event.step());
                json.writeStringField("title", event.title());
                Json.text(json, "node", event.node());
                json.writeNumberField("attempt", event.attempt());
                Json.number(json, "durationMillis", event.durationMillis());
                Json.text(json, "message", event.message());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event in that line; empty where the line holds none, as when its writer died in the middle of it. */
    static Optional<StepEvent> parse(String line) {
        try {
            JsonNode json = Json.parse(line);
            JsonNode duration = json.path("durationMillis");
            return Optional.of(new StepEvent(
                    Instant.parse(json.path("time").asText()),
                    StepEvent.Kind.valueOf(json.path("kind").asText()),
                    json.path("process").asText(),
                    json.path("instance").asText(),
                    json.path("step").asText(),
                    json.path("title").asText(),
                    Json.text(json, "node"),
                    json.path("attempt").asInt(),
                    duration.isNumber() ? (Long) duration.asLong() : null,
                    Json.text(json, "message")));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
