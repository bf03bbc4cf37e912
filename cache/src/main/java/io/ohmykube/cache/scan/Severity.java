package io.ohmykube.cache.scan;

import java.util.Locale;

/** How bad a vulnerability is, from the least to the worst. */
public enum Severity {
    UNKNOWN,
    NEGLIGIBLE,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** Reads a scanner's word; one that is not known is {@link #UNKNOWN}. */
    static Severity of(String word) {
        for (Severity severity : values()) {
            if (severity.name().equals(word.toUpperCase(Locale.ROOT))) {
                return severity;
            }
        }
        return UNKNOWN;
    }
}
