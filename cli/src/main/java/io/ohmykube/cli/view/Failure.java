package io.ohmykube.cli.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.workers.contract.FailureText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step that failed for good and waits for a person.
 *
 * @param step id of the service task
 * @param title the step, for people
 * @param node the node or add-on; null where the step concerns the cluster
 * @param attempt the last one
 * @param text the first cause, the last one, what to do
 * @param tail the last lines of what was printed on the node; empty where nothing was
 * @param log the file that holds more; null where there is none
 * @param next what a person may do about it
 */
public record Failure(
        String step,
        String title,
        @Nullable String node,
        int attempt,
        FailureText text,
        List<String> tail,
        @Nullable String log,
        List<Choice> next) {
    public Failure {
        tail = List.copyOf(tail);
        next = List.copyOf(next);
    }

    public Failure withNext(List<Choice> choices) {
        return new Failure(step, title, node, attempt, text, tail, log, choices);
    }

    /** Such as {@code Join node on dev-worker-1}. */
    public String subject() {
        return title + (node == null ? "" : " on " + node);
    }

    /** The first line of the first cause. */
    public String cause() {
        return Text.firstLine(Text.harmless(text.cause()));
    }

    /** The whole story, for a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(subject() + " failed" + (attempt > 1 ? " in attempt " + attempt : ""));
        lines.add("  " + cause());
        tail.forEach(line -> lines.add("    | " + Text.harmless(line)));
        if (text.lastCause() != null) {
            lines.add("  then, in attempt " + text.attempt() + ": " + Text.firstLine(Text.harmless(text.lastCause())));
        }
        if (text.refusal() != null) {
            lines.add("  not repaired: " + text.refusal());
        }
        if (text.remedy() != null) {
            lines.add("  what to do: " + text.remedy());
        }
        if (log != null) {
            lines.add("  log: " + log);
        }
        return lines;
    }

    /** Writes it as an object. */
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("step", step);
        json.writeStringField("title", title);
        json.writeStringField("node", node);
        json.writeNumberField("attempt", attempt);
        json.writeStringField("cause", text.cause());
        json.writeStringField("lastCause", text.lastCause());
        json.writeStringField("refusal", text.refusal());
        json.writeStringField("remedy", text.remedy());
        json.writeArrayFieldStart("tail");
        for (String line : tail) {
            json.writeString(line);
        }
        json.writeEndArray();
        json.writeStringField("log", log);
        Choice.write(json, next);
        json.writeEndObject();
    }
}
