package io.ohmykube.cli;

import java.util.Locale;

/** The values of {@code -o}. */
enum OutputFormat {
    /** For people. */
    TABLE,
    JSON,
    YAML;

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
