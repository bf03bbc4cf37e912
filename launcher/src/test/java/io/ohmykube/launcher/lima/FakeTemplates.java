package io.ohmykube.launcher.lima;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Simulated: how Lima reads an instance file and what it is based on, and what it refuses. */
final class FakeTemplates {
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final String version;
    private final Set<String> fields;

    FakeTemplates(String version) throws IOException {
        this.version = version;
        try (var in = FakeTemplates.class.getResourceAsStream("fields-" + version + ".txt")) {
            fields = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toSet());
        }
    }

    /** The file and all it is based on, in one. */
    ObjectNode read(Path file) throws IOException {
        ObjectNode merged = merged(file, (ObjectNode) YAML.readTree(file.toFile()));
        if (!merged.path("images").elements().hasNext()) {
            throw new FakeLima.Refused("field `images` must be set");
        }
        return merged;
    }

    private ObjectNode merged(Path where, ObjectNode file) throws IOException {
        check(where, file);
        JsonNode bases = file.remove("base");
        if (bases == null) {
            return file;
        }
        for (JsonNode base : bases.isArray() ? bases : YAML.createArrayNode().add(bases)) {
            add(file, base(base.asText()));
        }
        return file;
    }

    private ObjectNode base(String locator) throws IOException {
        if (!locator.startsWith("template:")) {
            Path file = Path.of(locator);
            if (!Files.exists(file)) {
                throw new FakeLima.Refused("open " + locator + ": no such file or directory");
            }
            return merged(file, (ObjectNode) YAML.readTree(file.toFile()));
        }
        String name = locator.replaceFirst("^template:(//)?", "");
        if (version.startsWith("1.") && !locator.startsWith("template://")) {
            throw new FakeLima.Refused("file \"" + locator + "\" not found"); // The short form came with 2.0.
        }
        if (!List.of("ubuntu-24.04", "ubuntu-22.04", "debian-12", "default").contains(name)) {
            throw new FakeLima.Refused("template \"" + name + "\" not found");
        }
        return (ObjectNode) YAML.readTree(
                "images: [{location: 'https://images.example/" + name + ".img'}]\n" + "mounts: [{location: '~'}]\n");
    }

    /** Single values of the file itself win, lists are put together. */
    private static void add(ObjectNode file, ObjectNode base) {
        for (Map.Entry<String, JsonNode> field : base.properties()) {
            JsonNode own = file.get(field.getKey());
            if (own == null || own.isNull()) {
                file.set(field.getKey(), field.getValue());
            } else if (own instanceof ArrayNode list && field.getValue().isArray()) {
                field.getValue().forEach(list::add);
            }
        }
    }

    private void check(Path where, ObjectNode file) {
        for (Map.Entry<String, JsonNode> field : file.properties()) {
            check(where, field.getKey());
            if (List.of(
                            "additionalDisks",
                            "containerd",
                            "images",
                            "mounts",
                            "networks",
                            "portForwards",
                            "provision",
                            "ssh",
                            "user")
                    .contains(field.getKey())) {
                for (JsonNode part : field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
                    part.fieldNames().forEachRemaining(name -> check(where, field.getKey() + "." + name));
                }
            }
        }
    }

    private void check(Path where, String field) {
        if (!fields.contains(field)) {
            throw new FakeLima.Refused("failed to load YAML file \"" + where + "\": unknown field \"" + field + "\"");
        }
    }
}
