package io.ohmykube.config.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a YAML document. Immutable; {@code line} counts from 1 and is 0 for what was not read from a text. */
public sealed interface YamlNode {
    int line();

    /** What a person calls this kind of node. */
    String kindName();

    /** A single value, as it stands in the text: {@code 1.30} stays {@code 1.30}. */
    record Scalar(String text, Kind kind, int line) implements YamlNode {
        /** How YAML resolves the value. */
        public enum Kind {
            TEXT,
            /**
             * Text that was read without quotes, and is written so again: what is text to us may be true, a number or
             * a date to a reader of another version of YAML ({@code yes}, {@code 0o17}).
             */
            PLAIN_TEXT,
            INTEGER,
            DECIMAL,
            BOOLEAN,
            NULL
        }

        public static Scalar text(String text) {
            return new Scalar(text, Kind.TEXT, 0);
        }

        public static Scalar of(long number) {
            return new Scalar(Long.toString(number), Kind.INTEGER, 0);
        }

        public static Scalar of(boolean flag) {
            return new Scalar(Boolean.toString(flag), Kind.BOOLEAN, 0);
        }

        public boolean isNull() {
            return kind == Kind.NULL;
        }

        @Override
        public String kindName() {
            return switch (kind) {
                case TEXT, PLAIN_TEXT -> "text";
                case INTEGER, DECIMAL -> "a number";
                case BOOLEAN -> "true or false";
                case NULL -> "nothing";
            };
        }
    }

    /** Keys and values in the order of the text. */
    record Mapping(Map<String, YamlNode> entries, int line) implements YamlNode {
        public static final Mapping EMPTY = new Mapping(Map.of(), 0);

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The value of a key; null where the key is absent or its value is null. */
        public @Nullable YamlNode get(String key) {
            YamlNode value = entries.get(key);
            return value instanceof Scalar scalar && scalar.isNull() ? null : value;
        }

        /** The text of a scalar; null where there is none. */
        public @Nullable String text(String key) {
            return get(key) instanceof Scalar scalar ? scalar.text() : null;
        }

        /** Replaces the value where it stands, or adds it at the end. */
        public Mapping with(String key, YamlNode value) {
            Map<String, YamlNode> changed = new LinkedHashMap<>(entries);
            changed.put(key, value);
            return new Mapping(changed, line);
        }

        @Override
        public String kindName() {
            return "a mapping";
        }
    }

    /** Items in order. */
    record Sequence(List<YamlNode> items, int line) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        public static Sequence of(YamlNode... items) {
            return new Sequence(Arrays.asList(items), 0);
        }

        @Override
        public String kindName() {
            return "a list";
        }
    }

    /**
     * The node as plain Java values: {@code Map}, {@code List}, {@code String}, {@code Long}, {@code Double},
     * {@code Boolean}, or null.
     */
    static @Nullable Object toJava(YamlNode node) {
        if (node instanceof Mapping mapping) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            mapping.entries().forEach((key, value) -> map.put(key, toJava(value)));
            return map;
        }
        if (node instanceof Sequence sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            sequence.items().forEach(item -> list.add(toJava(item)));
            return list;
        }
        Scalar scalar = (Scalar) node;
        return switch (scalar.kind()) {
            case TEXT, PLAIN_TEXT -> scalar.text();
            case INTEGER -> integer(scalar.text());
            case DECIMAL -> Double.valueOf(scalar.text().replace("_", ""));
            case BOOLEAN -> Boolean.valueOf(scalar.text());
            case NULL -> null;
        };
    }

    /** The reverse of {@link #toJava}; any {@code Number} is taken, anything else becomes its {@code toString()}. */
    static YamlNode fromJava(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, YamlNode> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(String.valueOf(key), fromJava(entry)));
            return new Mapping(entries, 0);
        }
        if (value instanceof Iterable<?> list) {
            List<YamlNode> items = new ArrayList<>();
            list.forEach(item -> items.add(fromJava(item)));
            return new Sequence(items, 0);
        }
        if (value == null) {
            return new Scalar("null", Scalar.Kind.NULL, 0);
        }
        if (value instanceof Boolean flag) {
            return Scalar.of(flag);
        }
        if (value instanceof Number number) {
            boolean whole = !(number instanceof Double) && !(number instanceof Float);
            return new Scalar(number.toString(), whole ? Scalar.Kind.INTEGER : Scalar.Kind.DECIMAL, 0);
        }
        return Scalar.text(value.toString());
    }

    private static Object integer(String text) {
        try {
            return Long.valueOf(text.replace("_", ""));
        } catch (NumberFormatException notDecimal) {
            return text;
        }
    }
}
