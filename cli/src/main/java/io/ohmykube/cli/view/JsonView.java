package io.ohmykube.cli.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.workers.contract.StepEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON document per line: each event, and last the result. Warnings go to standard error as text. */
public final class JsonView implements View {
    private static final JsonFactory JSON = new JsonFactory();

    private final Terminal terminal;

    public JsonView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void stoppedBy(List<Failure> failures) {
        print(json -> {
            json.writeStringField("event", "STOPPED_BY");
            json.writeArrayFieldStart("failures");
            for (Failure failure : failures) {
                failure.writeTo(json);
            }
            json.writeEndArray();
        });
    }

    @Override
    public void begin(Heading heading) {
        print(json -> {
            json.writeStringField("event", "BEGIN");
            json.writeStringField("command", heading.command());
            json.writeStringField("cluster", heading.cluster());
            json.writeStringField("message", heading.summary());
        });
    }

    @Override
    public void on(StepEvent event) {
        print(json -> {
            json.writeStringField("event", event.kind().name());
            json.writeStringField("time", event.time().toString());
            json.writeStringField("process", event.process());
            json.writeStringField("instance", event.instance());
            json.writeStringField("step", event.step());
            json.writeStringField("title", event.title());
            writeNullable(json, "node", event.node());
            json.writeNumberField("attempt", event.attempt());
            if (event.durationMillis() != null) {
                json.writeNumberField("seconds", event.durationMillis() / 1000.0);
            }
            writeNullable(json, "message", event.message());
        });
    }

    @Override
    public void warn(String message) {
        terminal.err().println("warning: " + message);
    }

    @Override
    public void end(Result result) {
        print(json -> {
            json.writeStringField("event", "RESULT");
            json.writeStringField("command", result.command());
            json.writeStringField("cluster", result.cluster());
            json.writeStringField("result", result.outcome().name());
            json.writeStringField("message", result.summary());
            json.writeNumberField("seconds", seconds(result.duration()));
            for (var detail : result.details().entrySet()) {
                json.writeStringField(detail.getKey(), detail.getValue());
            }
            writeSteps(json, result);
            writeFailures(json, result);
            json.writeArrayFieldStart("questions");
            for (OpenQuestion question : result.questions()) {
                question.writeTo(json);
            }
            json.writeEndArray();
            Choice.write(json, result.next());
        });
        if (result.outcome() == Result.Outcome.INTERRUPTED) {
            // A person pressed the key, wherever the document goes.
            terminal.err().println(result.summary());
        }
    }

    private static void writeSteps(JsonGenerator json, Result result) throws IOException {
        json.writeArrayFieldStart("steps");
        for (StepTime time : result.steps()) {
            json.writeStartObject();
            json.writeStringField("step", time.step());
            json.writeStringField("title", time.title());
            json.writeNumberField("runs", time.runs());
            json.writeNumberField("longest", seconds(time.longest()));
            json.writeNumberField("together", seconds(time.total()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeFailures(JsonGenerator json, Result result) throws IOException {
        json.writeArrayFieldStart("failures");
        for (Failure failure : result.failures()) {
            failure.writeTo(json);
        }
        json.writeEndArray();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static void writeNullable(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }

    /** Writes the fields of one object. */
    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private void print(Fields fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrintStream out = terminal.out();
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    @Override
    public void close() {
        terminal.out().flush();
    }
}
