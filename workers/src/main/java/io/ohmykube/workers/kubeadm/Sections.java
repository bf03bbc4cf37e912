package io.ohmykube.workers.kubeadm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The documents of a kubeadm configuration, by kind. */
final class Sections {
    static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    static final Set<String> KINDS = Set.of(
            "InitConfiguration",
            "ClusterConfiguration",
            "JoinConfiguration",
            "KubeletConfiguration",
            "KubeProxyConfiguration");

    private Sections() {}

    /**
     * Reads documents of these kinds.
     *
     * @throws IllegalArgumentException if it is not YAML, or holds another kind or one kind twice
     */
    static Map<String, ObjectNode> read(@Nullable String text) {
        Map<String, ObjectNode> sections = new LinkedHashMap<>();
        if (text == null) {
            return sections;
        }
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            while (documents.hasNextValue()) {
                JsonNode document = documents.nextValue();
                if (document instanceof ObjectNode section) {
                    add(section, sections);
                } else if (!document.isNull() && !document.isMissingNode()) {
                    throw new IllegalArgumentException("a document of it is not a map of fields");
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not YAML: " + e.getMessage(), e);
        }
        return sections;
    }

    static String write(Collection<ObjectNode> sections) {
        return sections.stream().map(Sections::write).collect(Collectors.joining("---\n"));
    }

    static String write(JsonNode section) {
        try {
            return YAML.writeValueAsString(section);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written as YAML", e);
        }
    }

    /** Puts {@code over} on top of {@code base}, in place: maps field by field, all else as a whole. */
    static void merge(ObjectNode base, JsonNode over) {
        for (Map.Entry<String, JsonNode> field : over.properties()) {
            if (base.get(field.getKey()) instanceof ObjectNode inner
                    && field.getValue().isObject()) {
                merge(inner, field.getValue());
            } else {
                base.set(field.getKey(), field.getValue().deepCopy());
            }
        }
    }

    private static void add(ObjectNode section, Map<String, ObjectNode> sections) {
        String kind = section.path("kind").asText();
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException(
                    "kind '" + kind + "' is none of " + KINDS.stream().sorted().collect(Collectors.joining(", ")));
        }
        if (sections.put(kind, section) != null) {
            throw new IllegalArgumentException("kind " + kind + " stands there twice");
        }
    }
}
