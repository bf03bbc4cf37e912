package io.ohmykube.processes.engine;

import io.ohmykube.config.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * An empty database with the engine's schema, made by the build: copying it takes milliseconds where the engine's own 400
 * statements take a second, and a process that dies in the middle leaves no half of it.
 */
final class Template {
    static final String RESOURCE = "engine.mv.db.gz";

    private Template() {}

    /** Puts the template in place, unless there is a database. */
    static void lay(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        try (@Nullable InputStream in = Template.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                make(file);
                return;
            }
            InputStream template = new GZIPInputStream(in);
            AtomicFile.write(file, template::transferTo);
        }
    }

    /** Writes the template into a directory of resources; for the build. */
    static void write(Path target) throws IOException {
        Path work = Files.createTempDirectory("engine-template");
        Path file = work.resolve("engine" + Database.SUFFIX);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target.resolve(RESOURCE)))) {
            make(file);
            Files.copy(file, out);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(work);
        }
    }

    private static void make(Path file) {
        String name = file.toString();
        Database database = Database.connect(Path.of(name.substring(0, name.length() - Database.SUFFIX.length())), 1);
        try {
            new LeanConfiguration(
                            name, database.connections(), Map.of(), ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE)
                    .buildProcessEngine()
                    .close();
            database.compact();
        } finally {
            database.close();
        }
    }
}
