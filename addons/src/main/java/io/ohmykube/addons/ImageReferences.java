package io.ohmykube.addons;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** Finds the images of all containers in a manifest, also those of pod templates that a ConfigMap holds as text. */
final class ImageReferences {
    private static final List<String> CONTAINER_LISTS = List.of("initContainers", "containers");
    private static final ObjectReader YAML = new YAMLMapper().readerFor(JsonNode.class);

    private final Consumer<String> found;

    ImageReferences(Consumer<String> found) {
        this.found = found;
    }

    void of(String manifest) {
        try (MappingIterator<JsonNode> documents = YAML.readValues(manifest)) {
            while (documents.hasNextValue()) {
                JsonNode document = documents.nextValue();
                walk(document);
                if (document.path("kind").asText().equals("ConfigMap")) {
                    document.path("data").forEach(value -> embedded(value.asText()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a manifest is not YAML", e);
        }
    }

    private void walk(JsonNode node) {
        for (String list : CONTAINER_LISTS) {
            for (JsonNode container : node.path(list)) {
                JsonNode image = container.path("image");
                if (image.isTextual()) {
                    found.accept(image.asText());
                }
            }
        }
        node.forEach(this::walk);
    }

    /** Provisioners keep the pods they will make this way: local-path-provisioner's {@code helperPod.yaml}. */
    private void embedded(String text) {
        if (text.contains("containers:")) {
            try {
                walk(YAML.readTree(text));
            } catch (JsonProcessingException e) {
                // Any text may stand in a ConfigMap; what is not YAML names no containers.
                return;
            }
        }
    }
}
