package io.ohmykube.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** The values of {@code -o}. */
enum OutputFormat {
    /** For people. */
    TABLE,
    JSON,
    YAML;

    /** Reads what was typed. */
    static OutputFormat of(String typed) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(typed.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + typed + "' is not one of table, json, yaml"));
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
