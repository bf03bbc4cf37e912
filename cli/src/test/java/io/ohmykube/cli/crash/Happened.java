package io.ohmykube.cli.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened, as the product's event log and the simulated machines' command log tell it. */
public final class Happened {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Happened() {}

    /** An event of a step. */
    public record Event(Instant time, String kind, StepKey key, String title, long millis) {
        public boolean is(String wanted) {
            return kind.equals(wanted);
        }
    }

    /**
     * A command on a simulated machine or of its launcher.
     *
     * @param ended false where the process died with it, or it was cut off
     * @param succeeded true where it ended with 0
     */
    public record Command(Instant time, String id, String node, String name, boolean ended, boolean succeeded) {}

    public static List<Event> events(Path file) {
        return lines(file).stream()
                .filter(line -> line.has("kind"))
                .map(line -> new Event(
                        Instant.parse(line.path("time").asText()),
                        line.path("kind").asText(),
                        StepKey.of(line.path("step").asText(), line.path("node").asText(null)),
                        line.path("title").asText(),
                        line.path("durationMillis").asLong()))
                .toList();
    }

    /** The commands in the order in which they began. */
    public static List<Command> commands(Path file) {
        List<Command> commands = new ArrayList<>();
        for (JsonNode line : lines(file)) {
            String id = line.path("id").asText();
            if (line.path("event").asText().equals("started")) {
                commands.add(new Command(
                        Instant.parse(line.path("time").asText()),
                        id,
                        line.path("node").asText(),
                        line.path("command").asText(),
                        false,
                        false));
            } else {
                String outcome = line.path("outcome").asText();
                commands.replaceAll(command -> command.id().equals(id)
                        ? new Command(
                                command.time(),
                                id,
                                command.node(),
                                command.name(),
                                !outcome.startsWith("cut off"),
                                outcome.equals("exit 0"))
                        : command);
            }
        }
        return commands;
    }

    private static List<JsonNode> lines(Path file) {
        try {
            List<JsonNode> parsed = new ArrayList<>();
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    parse(line, parsed);
                }
            }
            return parsed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last line may be half written. */
    private static void parse(String line, List<JsonNode> parsed) {
        try {
            if (!line.isBlank()) {
                parsed.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            parsed.add(JSON.createObjectNode().put("unreadable", line));
        }
    }
}
