package io.ohmykube.cache.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The small YAML files beside what the cache keeps. As trees: binding to classes would cost start-up time. */
public final class Yaml {
    private final YAMLMapper mapper = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build());

    /** An empty document to fill. */
    public static ObjectNode document() {
        return JsonNodeFactory.instance.objectNode();
    }

    public JsonNode read(InputStream in) throws IOException {
        return mapper.readTree(in);
    }

    /** What the file says, or null if it is missing or unreadable, which for a cache is the same. */
    public @Nullable JsonNode readIfGood(Path file) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            JsonNode tree = mapper.readTree(in);
            return tree.isObject() ? tree : null;
        } catch (IOException damaged) {
            return null;
        }
    }

    public void write(Path file, JsonNode document) {
        Draft.write(file, bytes(document));
    }

    /** The document as text in UTF-8. */
    public byte[] bytes(JsonNode document) {
        try {
            return mapper.writeValueAsBytes(document);
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("a tree can always be written", cause);
        }
    }

    /**
     * Notes that the artefact of this record was used: the record's modification time is the time of the last use. Only
     * statistics and cleaning depend on it, so that a failure does not matter.
     */
    public static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException readOnlyCache) {
            return;
        }
    }
}
