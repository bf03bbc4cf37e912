package io.ohmykube.config;

import io.ohmykube.config.yaml.YamlNode;
import io.ohmykube.config.yaml.YamlNode.Mapping;
import io.ohmykube.config.yaml.YamlNode.Scalar;
import io.ohmykube.config.yaml.YamlNode.Sequence;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a document, read field by field. What cannot be accepted becomes a problem with its path, and reads as
 * if it had not been said, so that one reading finds all problems.
 */
final class Fields {
    private final String path;
    private final Mapping mapping;
    private final List<Problem> problems;

    private Fields(String path, Mapping mapping, List<Problem> problems) {
        this.path = path;
        this.mapping = mapping;
        this.problems = problems;
    }

    /** The fields of a node that must be a mapping with no other keys than these. */
    static Fields of(String path, YamlNode node, List<Problem> problems, String... allowed) {
        if (!(node instanceof Mapping mapping)) {
            problems.add(new Problem(
                    path.isEmpty() ? "document" : path,
                    "is " + node.kindName() + "; a mapping of " + String.join(", ", allowed) + " is expected"
                            + at(node)));
            return new Fields(path, Mapping.EMPTY, problems);
        }
        Fields fields = new Fields(path, mapping, problems);
        mapping.entries().forEach((key, value) -> {
            if (!List.of(allowed).contains(key)) {
                problems.add(new Problem(
                        fields.path(key), "unknown field; allowed here: " + String.join(", ", allowed) + at(value)));
            }
        });
        return fields;
    }

    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    boolean has(String field) {
        return mapping.get(field) != null;
    }

    Fields child(String field, String... allowed) {
        YamlNode value = mapping.get(field);
        return of(path(field), value == null ? Mapping.EMPTY : value, problems, allowed);
    }

    /** The items of a list of mappings; null where the field is absent. */
    @Nullable
    List<Fields> children(String field, String... allowed) {
        Sequence sequence = sequence(field, "a list of mappings");
        if (sequence == null) {
            return null;
        }
        List<Fields> children = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            children.add(of(path(field) + "[" + i + "]", sequence.items().get(i), problems, allowed));
        }
        return children;
    }

    boolean isList(String field) {
        return mapping.get(field) instanceof Sequence;
    }

    /** A mapping, or the items of a list of mappings; null where the field is absent. */
    @Nullable
    List<Fields> oneOrMore(String field, String... allowed) {
        if (isList(field)) {
            return children(field, allowed);
        }
        return has(field) ? List.of(child(field, allowed)) : null;
    }

    /** Any single value, as it stands in the text: {@code 1.30} is as good as {@code "1.30"}. */
    @Nullable
    String text(String field) {
        YamlNode value = mapping.get(field);
        if (value == null || value instanceof Scalar) {
            return value == null ? null : ((Scalar) value).text();
        }
        refuse(field, value, "is " + value.kindName() + "; text is expected");
        return null;
    }

    /** As {@link #text}, where the field must be there. */
    String required(String field) {
        String text = text(field);
        if (text == null && !(mapping.get(field) instanceof Mapping) && !(mapping.get(field) instanceof Sequence)) {
            problems.add(new Problem(path(field), "is missing" + at(mapping)));
        }
        return Objects.requireNonNullElse(text, "");
    }

    /** A moment of the world's time; null where the field is absent or none stands there. */
    @Nullable
    Instant moment(String field) {
        String text = text(field);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            refuse(field, "'" + text + "' is not a time like 2026-01-31T12:00:00Z");
            return null;
        }
    }

    @Nullable
    Integer wholeNumber(String field, Range range) {
        YamlNode value = mapping.get(field);
        return value == null ? null : wholeNumber(field, value, range);
    }

    @Nullable
    List<Integer> wholeNumbers(String field, Range range) {
        Sequence sequence = sequence(field, "a list of whole numbers");
        if (sequence == null) {
            return null;
        }
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Integer number = wholeNumber(field + "[" + i + "]", sequence.items().get(i), range);
            if (number != null) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private @Nullable Integer wholeNumber(String field, YamlNode value, Range range) {
        String text = value instanceof Scalar scalar ? scalar.text() : value.kindName();
        if (value instanceof Scalar && text.matches("[+-]?[0-9]{1,9}")) {
            return Integer.valueOf(text);
        }
        refuse(field, value, range.refusal(text));
        return null;
    }

    @Nullable
    Boolean flag(String field) {
        YamlNode value = mapping.get(field);
        if (value == null) {
            return null;
        }
        String text = value instanceof Scalar scalar ? scalar.text() : value.kindName();
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        refuse(field, value, "'" + text + "' is not allowed; true or false is");
        return null;
    }

    /** One of these words; null where the field is absent or another word stands there. */
    @Nullable
    String word(String field, List<String> allowed) {
        String text = text(field);
        if (text == null || allowed.contains(text)) {
            return text;
        }
        refuse(field, "'" + text + "' is not known; allowed: " + String.join(", ", allowed));
        return null;
    }

    @Nullable
    List<String> texts(String field) {
        Sequence sequence = sequence(field, "a list of text");
        if (sequence == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            if (item instanceof Scalar scalar && !scalar.isNull()) {
                texts.add(scalar.text());
            } else {
                refuse(field + "[" + texts.size() + "]", item, "is " + item.kindName() + "; text is expected");
            }
        }
        return texts;
    }

    @Nullable
    Map<String, String> textByName(String field) {
        Mapping free = free(field);
        if (free == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        free.entries().forEach((key, value) -> {
            if (value instanceof Scalar scalar) {
                texts.put(key, scalar.isNull() ? "" : scalar.text());
            } else {
                refuse(field + "." + key, value, "is " + value.kindName() + "; text is expected");
            }
        });
        return texts;
    }

    /** Lists of text under keys of any name; null where the field is absent. */
    @Nullable
    Map<String, List<String>> textsByName(String field) {
        Mapping free = free(field);
        if (free == null) {
            return null;
        }
        Fields lists = new Fields(path(field), free, problems);
        Map<String, List<String>> texts = new LinkedHashMap<>();
        free.entries().keySet().forEach(key -> texts.put(key, Objects.requireNonNullElse(lists.texts(key), List.of())));
        return texts;
    }

    /** A mapping with keys of any name; null where the field is absent. */
    @Nullable
    Mapping free(String field) {
        YamlNode value = mapping.get(field);
        if (value == null || value instanceof Mapping) {
            return (Mapping) value;
        }
        refuse(field, value, "is " + value.kindName() + "; a mapping is expected");
        return null;
    }

    private @Nullable Sequence sequence(String field, String expected) {
        YamlNode value = mapping.get(field);
        if (value == null || value instanceof Sequence) {
            return (Sequence) value;
        }
        refuse(field, value, "is " + value.kindName() + "; " + expected + " is expected");
        return null;
    }

    void refuse(String field, String message) {
        YamlNode value = mapping.get(field);
        refuse(field, value == null ? mapping : value, message);
    }

    private void refuse(String field, YamlNode where, String message) {
        problems.add(new Problem(path(field), message + at(where)));
    }

    private static String at(YamlNode node) {
        return node.line() == 0 ? "" : " (line " + node.line() + ")";
    }
}
