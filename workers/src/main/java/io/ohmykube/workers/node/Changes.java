package io.ohmykube.workers.node;

import java.util.ArrayList;
import java.util.List;

/** What a step changed on a node, put into one line. */
final class Changes {
    private static final String CHANGED = "changed: ";

    private final List<String> all = new ArrayList<>();

    Changes add(List<String> changes) {
        all.addAll(changes);
        return this;
    }

    /** Picks the lines {@code changed: …} out of what a script printed. */
    Changes printed(String stdout) {
        stdout.lines()
                .filter(line -> line.startsWith(CHANGED))
                .forEach(line -> all.add(line.substring(CHANGED.length())));
        return this;
    }

    String summary() {
        return all.isEmpty() ? "nothing to change" : String.join("; ", all);
    }

    /** @param leftOut what was asked for and not done, and why */
    String summary(List<String> leftOut) {
        return leftOut.isEmpty() ? summary() : summary() + "; left out: " + String.join(", ", leftOut);
    }
}
