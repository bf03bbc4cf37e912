package io.ohmykube.workers.kubectl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ohmykube.config.Taint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads the API's JSON of nodes. */
final class NodeObjects {
    private static final JsonMapper JSON = new JsonMapper();

    private NodeObjects() {}

    static List<NodeObject> list(String json) {
        List<NodeObject> nodes = new ArrayList<>();
        tree(json).path("items").forEach(item -> nodes.add(node(item)));
        nodes.sort(Comparator.comparing(NodeObject::name));
        return nodes;
    }

    static NodeObject one(String json) {
        return node(tree(json));
    }

    /** Of the condition that a kubelet reports first whenever it starts. */
    static Optional<Instant> heartbeat(String json) {
        String time = with(tree(json).path("status").path("conditions"), "type", "Ready")
                .path("lastHeartbeatTime")
                .asText("");
        return time.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(time));
    }

    /** For people: which of the wanted nodes are not ready, and why. */
    static String unready(List<NodeObject> nodes, Collection<String> wanted) {
        return wanted.stream()
                .flatMap(name -> nodes.stream()
                        .filter(n -> n.name().equals(name))
                        .findFirst()
                        .map(n -> n.ready() ? Optional.<String>empty() : Optional.of(why(n)))
                        .orElse(Optional.of(name + " is not known to the API server"))
                        .stream())
                .collect(Collectors.joining("; "));
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("kubectl printed something that is not JSON", e);
        }
    }

    private static String why(NodeObject node) {
        return node.name() + " is not ready" + (node.message() == null ? "" : ": " + node.message());
    }

    private static NodeObject node(JsonNode item) {
        JsonNode status = item.path("status");
        JsonNode ready = with(status.path("conditions"), "type", "Ready");
        boolean isReady = ready.path("status").asText().equals("True");
        String message = ready.path("message").asText("");
        String address = with(status.path("addresses"), "type", "InternalIP")
                .path("address")
                .asText("");
        List<Taint> taints = new ArrayList<>();
        item.path("spec")
                .path("taints")
                .forEach(t -> taints.add(new Taint(
                        t.path("key").asText(),
                        t.has("value") ? t.path("value").asText() : null,
                        t.path("effect").asText())));
        return new NodeObject(
                item.path("metadata").path("name").asText(),
                isReady,
                isReady || message.isEmpty() ? null : message,
                !item.path("spec").path("unschedulable").asBoolean(false),
                address.isEmpty() ? null : address,
                status.path("nodeInfo").path("kubeletVersion").asText(""),
                texts(item.path("metadata").path("labels")),
                texts(item.path("metadata").path("annotations")),
                taints);
    }

    private static Map<String, String> texts(JsonNode mapping) {
        Map<String, String> texts = new TreeMap<>();
        mapping.properties()
                .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
        return texts;
    }

    private static JsonNode with(JsonNode list, String field, String value) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(item -> item.path(field).asText().equals(value))
                .findFirst()
                .orElse(list.path("none"));
    }
}
