package io.ohmykube.workers.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Extra arguments of components in their two forms: a map of name to value, or (kubeadm v1beta4) a list of names and
 * values, in which a name may stand twice. Documents are worked on in the map's form; a name that stands twice has a
 * list of values there.
 */
final class ExtraArguments {
    private static final String SUFFIX = "xtraArgs";

    private ExtraArguments() {}

    /** Brings all lists of extra arguments in a document into the map's form, in place. */
    static void toMaps(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : fields(node)) {
            if (isExtraArguments(field.getKey()) && field.getValue().isArray()) {
                ((ObjectNode) node).set(field.getKey(), map((ArrayNode) field.getValue()));
            } else {
                toMaps(field.getValue());
            }
        }
    }

    /** Brings all maps of extra arguments in a document into the list's form, in place. */
    static void toLists(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : fields(node)) {
            if (isExtraArguments(field.getKey()) && field.getValue().isObject()) {
                ((ObjectNode) node).set(field.getKey(), list((ObjectNode) field.getValue()));
            } else {
                toLists(field.getValue());
            }
        }
    }

    private static boolean isExtraArguments(String field) {
        return field.endsWith(SUFFIX);
    }

    /** A copy, so that the object may be changed meanwhile. */
    private static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
        return new ArrayList<>(node.properties());
    }

    private static ObjectNode map(ArrayNode list) {
        ObjectNode map = list.objectNode();
        for (JsonNode argument : list) {
            String name = argument.path("name").asText();
            JsonNode value = argument.path("value");
            JsonNode earlier = map.get(name);
            if (earlier == null) {
                map.set(name, value);
            } else if (earlier instanceof ArrayNode values) {
                values.add(value);
            } else {
                map.set(name, list.arrayNode().add(earlier).add(value));
            }
        }
        return map;
    }

    private static ArrayNode list(ObjectNode map) {
        ArrayNode list = map.arrayNode();
        for (Map.Entry<String, JsonNode> argument : map.properties()) {
            JsonNode value = argument.getValue();
            Iterable<JsonNode> values = value.isArray() ? value : List.of(value);
            values.forEach(v ->
                    list.add(map.objectNode().put("name", argument.getKey()).put("value", v.asText())));
        }
        return list;
    }
}
