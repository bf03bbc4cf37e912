package io.ohmykube.config.yaml;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes YAML without data binding, which takes a third of the time to load.
 *
 * <p>Strict: a key twice, an alias and a tag are refused, so no text grows while it is read and none means more than it
 * shows.
 */
public final class Yaml {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Yaml() {}

    /** Reads a text of one document; an empty text is an empty mapping. Throws {@link YamlException}. */
    public static YamlNode parse(String text) {
        List<YamlNode> documents = parseAll(text);
        if (documents.size() > 1) {
            throw new YamlException(documents.get(1).line(), 1, "a second document begins, where only one is expected");
        }
        return documents.isEmpty() ? YamlNode.Mapping.EMPTY : documents.get(0);
    }

    /** Reads all documents of a text, empty ones left out. Throws {@link YamlException}. */
    public static List<YamlNode> parseAll(String source) {
        String text = source.startsWith(BYTE_ORDER_MARK) ? source.substring(1) : source;
        List<YamlNode> documents = new ArrayList<>();
        try (YAMLParser parser = reading().createParser(text)) {
            YamlTree tree = new YamlTree(text, parser);
            YamlNode document = tree.next();
            while (document != null) {
                documents.add(document);
                document = tree.next();
            }
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            throw new YamlException(
                    where == null ? 1 : where.getLineNr(),
                    where == null ? 1 : where.getColumnNr(),
                    oneLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        documents.removeIf(document -> document instanceof YamlNode.Scalar scalar && scalar.isNull());
        return documents;
    }

    /** The text of one document, ending in a newline; {@link #parse} reads the same node from it. */
    public static String write(YamlNode node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = writing().createGenerator(text)) {
            write(node, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String written = text.toString();
        return written.endsWith("\n") ? written : written + "\n";
    }

    private static void write(YamlNode node, JsonGenerator generator) throws IOException {
        if (node instanceof YamlNode.Mapping mapping) {
            generator.writeStartObject();
            for (var entry : mapping.entries().entrySet()) {
                generator.writeFieldName(entry.getKey());
                write(entry.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (node instanceof YamlNode.Sequence sequence) {
            generator.writeStartArray();
            for (YamlNode item : sequence.items()) {
                write(item, generator);
            }
            generator.writeEndArray();
        } else if (node instanceof YamlNode.Scalar scalar) {
            switch (scalar.kind()) {
                case TEXT -> generator.writeString(scalar.text());
                case NULL -> generator.writeNull();
                default -> generator.writeNumber(scalar.text());
            }
        }
    }

    private static YAMLFactory reading() {
        return YAMLFactory.builder()
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }

    private static YAMLFactory writing() {
        return YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                .stringQuotingChecker(new PlainWords())
                .build();
    }

    private static String oneLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
