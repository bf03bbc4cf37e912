package io.ohmykube.processes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ohmykube.workers.contract.StepEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of the event log: what happened to a step, or to a run as a whole. Read token by token: a log may have many
 * thousand lines, and nobody waits for a list of runs.
 *
 * @param run {@code BEGUN} or the name of an {@link Outcome.State}; null where it is about a step
 * @param step what happened to a step; null where it is about the run
 */
record LogLine(Instant time, String instance, String process, @Nullable String run, @Nullable StepEvent step) {
    static final String BEGUN = "BEGUN";

    /** The line in these bytes; null where they hold none, as when its writer died in the middle of it. */
    static @Nullable LogLine parse(byte[] utf8, int offset, int length) {
        try (JsonParser json = Json.parser(utf8, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Fields fields = new Fields();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                fields.read(json);
            }
            return fields.line();
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** What was read of a line so far. */
    private static final class Fields {
        private @Nullable String time;
        private @Nullable String run;
        private @Nullable String kind;
        private @Nullable String process;
        private @Nullable String instance;
        private @Nullable String step;
        private @Nullable String title;
        private @Nullable String node;
        private @Nullable String message;
        private @Nullable Long durationMillis;
        private int attempt;

        void read(JsonParser json) throws IOException {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "time" -> time = json.getText();
                case "run" -> run = json.getText();
                case "kind" -> kind = json.getText();
                case "process" -> process = json.getText();
                case "instance" -> instance = json.getText();
                case "step" -> step = json.getText();
                case "title" -> title = json.getText();
                case "node" -> node = json.getText();
                case "message" -> message = json.getText();
                case "durationMillis" -> durationMillis = json.getLongValue();
                case "attempt" -> attempt = json.getIntValue();
                default -> json.skipChildren();
            }
        }

        /** Throws a {@link RuntimeException} where something is missing or unknown. */
        LogLine line() {
            Instant instant = Instant.parse(Objects.requireNonNull(time));
            String id = Objects.requireNonNull(instance);
            String definition = Objects.requireNonNull(process);
            if (run != null) {
                return new LogLine(instant, id, definition, known(run), null);
            }
            StepEvent.Kind what = StepEvent.Kind.valueOf(Objects.requireNonNull(kind));
            String task = Objects.requireNonNull(step);
            return new LogLine(
                    instant,
                    id,
                    definition,
                    null,
                    new StepEvent(
                            instant,
                            what,
                            definition,
                            id,
                            task,
                            Objects.requireNonNullElse(title, task),
                            node,
                            attempt,
                            durationMillis,
                            message));
        }

        private static String known(String mark) {
            return mark.equals(BEGUN) ? mark : Outcome.State.valueOf(mark).name();
        }
    }
}
