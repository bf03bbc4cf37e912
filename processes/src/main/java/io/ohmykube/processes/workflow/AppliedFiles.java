package io.ohmykube.processes.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.config.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers what was settled about files, by their content: a file that was changed since is not the one that was settled
 * about. It is kept in the home directory, so that no workspace can allow itself anything.
 */
final class AppliedFiles {
    private static final String REPLACED = "replaced";
    private static final String SCRIPTS = "scripts";
    private static final ObjectMapper TREES = new ObjectMapper();

    private final Path file;

    AppliedFiles(Path file) {
        this.file = file;
    }

    Optional<Applied> of(WorkflowFile about) {
        JsonNode found = read().path(about.sha256());
        return found.isObject()
                ? Optional.of(new Applied(
                        found.path(REPLACED).textValue(), found.path(SCRIPTS).booleanValue()))
                : Optional.empty();
    }

    void note(WorkflowFile about, Applied settled) {
        ObjectNode all = read();
        ObjectNode entry = all.putObject(about.sha256());
        if (settled.replaced() != null) {
            entry.put(REPLACED, settled.replaced());
        }
        entry.put(SCRIPTS, settled.scripts());
        try {
            AtomicFile.write(file, TREES.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private ObjectNode read() {
        try {
            return Files.exists(file) && TREES.readTree(Files.readString(file)) instanceof ObjectNode all
                    ? all
                    : TREES.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
