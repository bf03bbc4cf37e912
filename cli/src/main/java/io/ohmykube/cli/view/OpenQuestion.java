package io.ohmykube.cli.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.workers.contract.QuestionText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question that waits for a person's answer.
 *
 * @param step id of the user task
 * @param title the question in short
 * @param node the node or add-on; null where it concerns the cluster
 * @param question what is asked in full, and who
 * @param since when it was asked
 * @param next how to answer it
 */
public record OpenQuestion(
        String step, String title, @Nullable String node, QuestionText question, Instant since, List<Choice> next) {
    public OpenQuestion {
        next = List.copyOf(next);
    }

    /** The whole of it, for a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(Text.harmless(title) + (node == null ? "" : " on " + node) + " waits for a person's answer");
        if (question.text() != null) {
            Text.harmless(question.text()).lines().forEach(line -> lines.add("  " + line.strip()));
        }
        if (question.asked() != null) {
            lines.add("  asked: " + Text.harmless(question.asked()));
        }
        return lines;
    }

    /** Writes it as an object. */
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeFields(json);
        json.writeEndObject();
    }

    /** Writes what is in the object. */
    public void writeFields(JsonGenerator json) throws IOException {
        json.writeStringField("step", step);
        json.writeStringField("title", title);
        json.writeStringField("node", node);
        json.writeStringField("question", question.text());
        json.writeStringField("asked", question.asked());
        json.writeStringField("since", since.toString());
        Choice.write(json, next);
    }
}
