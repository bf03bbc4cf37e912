package io.ohmykube.cli.team;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The events of each cluster in the order in which they came, as a number and a sum that depends on all of them. */
final class EventSums {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FIELDS =
            List.of("time", "kind", "run", "instance", "process", "step", "node", "message");
    private static final long PRIME = 1_000_003;

    private final Map<String, Sum> sums = new ConcurrentHashMap<>();

    /** How many events, and which in which order. */
    record Sum(int events, long which) {
        private static final Sum NONE = new Sum(0, 0);

        private Sum with(JsonNode event) {
            String text =
                    FIELDS.stream().map(field -> event.path(field).asText()).collect(Collectors.joining("|"));
            return new Sum(events + 1, which * PRIME + text.hashCode());
        }
    }

    /** What was written of a cluster. */
    static Sum of(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(EventSums::parse).reduce(Sum.NONE, Sum::with, (one, other) -> other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param line of an event stream */
    void hear(String line) {
        if (line.startsWith("data:")) {
            JsonNode event = parse(line.substring("data:".length()));
            String cluster = event.path("cluster").asText();
            sums.put(cluster, of(cluster).with(event));
        }
    }

    Sum of(String cluster) {
        return sums.getOrDefault(cluster, Sum.NONE);
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
