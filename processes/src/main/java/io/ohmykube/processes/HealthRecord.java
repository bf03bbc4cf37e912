package io.ohmykube.processes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ohmykube.config.AtomicFile;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.workers.health.ClusterHealth;
import io.ohmykube.workers.health.NodeHealth;
import io.ohmykube.workers.health.NodeHealth.State;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how nodes were found, so that it can be said since when, and writes each change into the cluster's events.
 *
 * <p>Whoever looks writes. Where it cannot be written, as in a directory that may only be read, that is no failure.
 */
public final class HealthRecord {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRecord.class);

    private final ClusterFiles files;

    public HealthRecord(ClusterFiles files) {
        this.files = files;
    }

    /** How a node was found, and since when it is found so. */
    public record Found(State state, @Nullable Instant since) {}

    /** How nodes were found at the last look, by name; those that nobody ever looked at are not in it. */
    public Map<String, Found> last() {
        Map<String, Found> all = new HashMap<>();
        read().properties().forEach(known -> {
            String since = Json.text(known.getValue(), "since");
            state(known.getValue())
                    .ifPresent(state ->
                            all.put(known.getKey(), new Found(state, since == null ? null : Instant.parse(since))));
        });
        return all;
    }

    /** Empty for one that another version of this program wrote. */
    private static Optional<State> state(JsonNode known) {
        return Arrays.stream(State.values())
                .filter(state -> state.name().equals(known.path("state").asText()))
                .findFirst();
    }

    /** The same, with since when each node is so. */
    public ClusterHealth remember(ClusterHealth found, Instant now) {
        if (found.nodes().isEmpty() || !Files.exists(files.clusterYaml())) {
            return found;
        }
        JsonNode before = read();
        Instant moment = now.truncatedTo(ChronoUnit.SECONDS);
        List<NodeHealth> dated = new ArrayList<>();
        List<NodeHealth> changed = new ArrayList<>();
        for (NodeHealth node : found.nodes()) {
            JsonNode known = before.path(node.node());
            boolean same = node.state().name().equals(known.path("state").asText());
            String since = Json.text(known, "since");
            NodeHealth seen = node.withSince(same && since != null ? Instant.parse(since) : moment);
            dated.add(seen);
            // That a node is well is news only where it was not.
            if (!same && (node.state() != State.HEALTHY || !known.isMissingNode())) {
                changed.add(seen);
            }
        }
        if (changes(before, dated)) {
            write(dated, changed);
        }
        return new ClusterHealth(List.copyOf(dated), found.degraded());
    }

    private static boolean changes(JsonNode before, List<NodeHealth> now) {
        return before.size() != now.size()
                || now.stream().anyMatch(node -> !node.state()
                        .name()
                        .equals(before.path(node.node()).path("state").asText()));
    }

    private JsonNode read() {
        try {
            return Files.exists(files.health()) ? Json.parse(Files.readString(files.health())) : Json.parse("{}");
        } catch (IOException e) {
            LOG.warn("how nodes were found before is not known: {}", e.toString());
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private void write(List<NodeHealth> all, List<NodeHealth> changed) {
        try (EventLog log = EventLog.open(files.events())) {
            for (NodeHealth node : changed) {
                log.append(Json.object(json -> event(json, node)));
            }
            AtomicFile.write(files.health(), Json.object(json -> {
                for (NodeHealth node : all) {
                    json.writeObjectFieldStart(node.node());
                    Json.text(json, "state", node.state());
                    Json.text(json, "since", node.since());
                    json.writeEndObject();
                }
            }));
        } catch (IOException e) {
            LOG.warn("how nodes were found cannot be written down: {}", e.toString());
        }
    }

    private static void event(JsonGenerator json, NodeHealth node) throws IOException {
        Json.text(json, "time", node.since());
        Json.text(json, "event", node.state().event());
        Json.text(json, "node", node.node());
        Json.text(json, "message", node.cause());
    }
}
