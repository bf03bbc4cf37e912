package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was run on simulated machines, by the log of commands that the simulated launcher keeps. */
final class RecordedCommands {
    private final List<JsonNode> events = new ArrayList<>();

    private RecordedCommands() {}

    static RecordedCommands in(Path log) throws IOException {
        ObjectMapper json = new ObjectMapper();
        RecordedCommands commands = new RecordedCommands();
        for (String line : Files.readAllLines(log)) {
            commands.events.add(json.readTree(line));
        }
        return commands;
    }

    /** How often a command was begun on a node; by its name and the beginning of its arguments. */
    long times(String node, String command, String... arguments) {
        return events.stream()
                .filter(event -> is(event, "started", node, command))
                .filter(event -> begins(event.path("arguments"), arguments))
                .count();
    }

    /** How the executions of a command on a node ended, in order. */
    List<String> outcomes(String node, String command) {
        return events.stream()
                .filter(event -> is(event, "ended", node, command))
                .map(event -> event.path("outcome").asText())
                .toList();
    }

    /** Asserts that no two executions of this command on this node lack a clean-up that succeeded between them. */
    void assertCleanedBetween(String node, String command, String cleanUp) {
        boolean clean = true;
        for (JsonNode event : events) {
            if (is(event, "started", node, command)) {
                assertThat(clean)
                        .as("%s on %s begins on a clean machine", command, node)
                        .isTrue();
                clean = false;
            }
            clean |= is(event, "ended", node, cleanUp)
                    && event.path("outcome").asText().equals("exit 0");
        }
    }

    private static boolean is(JsonNode event, String kind, String node, String command) {
        return event.path("event").asText().equals(kind)
                && event.path("node").asText().equals(node)
                && event.path("command").asText().equals(command);
    }

    private static boolean begins(JsonNode actual, String... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (!actual.path(i).asText().equals(wanted[i])) {
                return false;
            }
        }
        return true;
    }
}
