package io.ohmykube.cli.server;

import java.time.Clock;
import java.time.Duration;

/**
 * Codes that let a browser in without a password, each once and for a minute. Whoever opens a browser writes the code into
 * an argument list, where others on the host may see it: when they do, it is worth nothing any more.
 */
final class Links {
    /** The account of a browser that came by a link. Its name is none that can be made. */
    static final String VISITOR = "(local user)";

    private static final Duration LIFE = Duration.ofMinutes(1);

    private final Tokens codes;

    Links(Clock clock) {
        this.codes = new Tokens(clock, LIFE);
    }

    String issue() {
        return codes.issue(VISITOR);
    }

    /** False for a code that was used, is too old, or never was one. */
    boolean use(String code) {
        return codes.take(code).isPresent();
    }
}
