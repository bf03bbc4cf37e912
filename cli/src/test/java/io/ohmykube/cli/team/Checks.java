package io.ohmykube.cli.team;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Counts what holds and what does not, and tells of both. */
final class Checks {
    private static final int MOST_SHOWN = 12;
    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final long began = System.nanoTime();
    private int passed;
    private int failed;

    Checks(PrintStream out) {
        this.out = out;
    }

    /** @param violations what speaks against it; nothing where it holds */
    void that(String what, List<String> violations) {
        tell((violations.isEmpty() ? "ok      " : "FAILED  ") + what);
        violations.stream().limit(MOST_SHOWN).forEach(line -> out.println("          " + line));
        if (violations.size() > MOST_SHOWN) {
            out.println("          and " + (violations.size() - MOST_SHOWN) + " more");
        }
        if (violations.isEmpty()) {
            passed++;
        } else {
            failed++;
        }
    }

    void that(String what, Object found, Object wanted) {
        that(what, found.equals(wanted) ? List.of() : List.of(found + " instead of " + wanted));
    }

    void tell(String what) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - began) / NANOS, what);
    }

    /** The last line; returns the exit code. */
    int end() {
        out.println(passed + " passed, " + failed + " failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }
}
