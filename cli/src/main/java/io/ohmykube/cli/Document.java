package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The output of reading commands for scripts: one JSON document on one line, or one YAML document. */
@FunctionalInterface
interface Document {
    void writeTo(JsonGenerator generator) throws IOException;

    /** Prints in the format that was asked for; what is no format for scripts is JSON. */
    static void print(Session session, Document document) {
        boolean yaml = session.options().output() == OutputFormat.YAML;
        StringWriter text = new StringWriter();
        JsonFactory factory = yaml
                ? YAMLFactory.builder()
                        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                        .build()
                : new JsonFactory();
        try (JsonGenerator generator = factory.createGenerator(text)) {
            document.writeTo(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        session.terminal().out().println(text.toString().strip());
    }
}
