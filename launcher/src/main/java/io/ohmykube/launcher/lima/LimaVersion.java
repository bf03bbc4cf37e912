package io.ohmykube.launcher.lima;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code limactl --version} says of itself. */
record LimaVersion(int major, int minor) implements Comparable<LimaVersion> {
    /** The first that can build an instance file on a template by {@code base}. */
    static final LimaVersion OLDEST = new LimaVersion(1, 1);

    /** The first whose plain mode forwards ports, those that are {@code static}. */
    private static final LimaVersion STATIC_FORWARDS = new LimaVersion(2, 0);

    private static final Pattern NUMBERS = Pattern.compile("\\b(\\d+)\\.(\\d+)\\b");

    /** @param printed for instance {@code limactl version 2.2.0}; empty where there is no number in it */
    static Optional<LimaVersion> in(String printed) {
        Matcher matcher = NUMBERS.matcher(printed);
        return matcher.find()
                ? Optional.of(new LimaVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** The locator of a template that comes with Lima. */
    String template(String name) {
        return (major < 2 ? "template://" : "template:") + name;
    }

    boolean forwardsPortsInPlainMode() {
        return compareTo(STATIC_FORWARDS) >= 0;
    }

    @Override
    public int compareTo(LimaVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
