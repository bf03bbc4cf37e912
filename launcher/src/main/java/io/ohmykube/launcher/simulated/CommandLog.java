package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/** Every command that reached a machine: one line of JSON when it starts and one when it ends. */
final class CommandLog {
    private static final Pattern BOOTSTRAP_TOKEN = Pattern.compile("\\b[a-z0-9]{6}\\.[a-z0-9]{16}\\b");
    private final Path file;

    CommandLog(Path file) {
        this.file = file;
    }

    /** Records a start; returns the identity under which its end is recorded. */
    String started(String node, String command, List<String> arguments) throws IOException {
        String id = UUID.randomUUID().toString();
        ObjectNode line = line("started", id, node, command);
        arguments.forEach(argument -> line.withArray("arguments")
                .add(BOOTSTRAP_TOKEN.matcher(argument).replaceAll("<token>")));
        append(line);
        return id;
    }

    void ended(String id, String node, String command, Ended ended, Duration duration) throws IOException {
        append(line("ended", id, node, command).put("outcome", ended.describe()).put("millis", duration.toMillis()));
    }

    private static ObjectNode line(String event, String id, String node, String command) {
        return Json.object()
                .put("time", Instant.now().toString())
                .put("event", event)
                .put("id", id)
                .put("node", node)
                .put("command", command);
    }

    private void append(ObjectNode line) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        // One write to a file opened for appending: lines of several processes do not mix.
        Files.write(
                file,
                (Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
