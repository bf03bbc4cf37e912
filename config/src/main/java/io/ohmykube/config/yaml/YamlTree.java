package io.ohmykube.config.yaml;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.ohmykube.config.yaml.YamlNode.Scalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds trees from a parser's tokens, one document after the other. */
final class YamlTree {
    private final String source;
    private final YAMLParser parser;

    YamlTree(String source, YAMLParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /** The next document, or null at the end. */
    @Nullable
    YamlNode next() throws IOException {
        return parser.nextToken() == null ? null : node();
    }

    private YamlNode node() throws IOException {
        if (parser.isCurrentAlias()) {
            throw refuse("aliases (*" + parser.getText() + ") are not accepted; write the value out");
        }
        Object tag = parser.getTypeId();
        if (tag != null) {
            throw refuse("tags (!" + tag + ") are not accepted");
        }
        int line = line();
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(line);
            case START_ARRAY -> sequence(line);
            case VALUE_NUMBER_INT -> new Scalar(parser.getText(), Scalar.Kind.INTEGER, line);
            case VALUE_NUMBER_FLOAT -> new Scalar(parser.getText(), Scalar.Kind.DECIMAL, line);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(parser.getText(), Scalar.Kind.BOOLEAN, line);
            case VALUE_NULL -> new Scalar("null", Scalar.Kind.NULL, line);
            case VALUE_STRING -> text(line);
            default -> throw refuse("values of this kind are not accepted");
        };
    }

    private YamlNode mapping(int line) throws IOException {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (entries.containsKey(key)) {
                throw refuse("the key '" + key + "' stands here a second time");
            }
            parser.nextToken();
            entries.put(key, node());
        }
        return new YamlNode.Mapping(entries, line);
    }

    private YamlNode sequence(int line) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new YamlNode.Sequence(items, line);
    }

    /** The parser does not tell how a text was quoted, but where it begins. */
    private Scalar text(int line) throws IOException {
        String value = parser.getText();
        int at = source.offsetByCodePoints(
                0, Math.toIntExact(parser.currentTokenLocation().getCharOffset()));
        boolean quoted = at < source.length() && "'\"|>&".indexOf(source.charAt(at)) >= 0;
        if (value.isEmpty() && !quoted) {
            return new Scalar("null", Scalar.Kind.NULL, line);
        }
        return new Scalar(value, quoted || value.contains("\n") ? Scalar.Kind.TEXT : Scalar.Kind.PLAIN_TEXT, line);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private YamlException refuse(String problem) {
        return new YamlException(line(), parser.currentTokenLocation().getColumnNr(), problem);
    }
}
