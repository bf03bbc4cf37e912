package io.ohmykube.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects the problems of one validation. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();

    void add(String path, String message) {
        problems.add(new Problem(path, message));
    }

    /** A value that is none of those there are. */
    void choice(String path, String value, Collection<String> allowed) {
        if (!allowed.contains(value)) {
            add(path, "'" + value + "' is not known; allowed: " + String.join(", ", allowed));
        }
    }

    void range(String path, int value, Range range) {
        if (!range.allows(value)) {
            add(path, range.refusal(value));
        }
    }

    void name(String path, String name) {
        if (!Names.isLabel(name)) {
            add(path, Names.refusal(name));
        }
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
