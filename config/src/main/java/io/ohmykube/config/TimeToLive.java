package io.ohmykube.config;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a cluster lives, as people say it: {@code 30m}, {@code 2h}, {@code 7d} or {@code 1h30m}. */
public record TimeToLive(Duration length) {
    /** No cluster is to live longer from any moment on, unless it is to live until somebody removes it. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?");

    /** What the text means; empty where it is none of the forms, or too short or too long. */
    public static Optional<TimeToLive> read(String text) {
        Matcher said = FORM.matcher(text);
        if (text.isEmpty() || !said.matches()) {
            return Optional.empty();
        }
        Duration length = part(said, 1, ChronoUnit.DAYS)
                .plus(part(said, 2, ChronoUnit.HOURS))
                .plus(part(said, 3, ChronoUnit.MINUTES));
        return length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0
                ? Optional.empty()
                : Optional.of(new TimeToLive(length));
    }

    /** What to tell of a text that cannot be read. */
    public static String refusal(String text) {
        return "'" + text + "' is no time to live; 30m, 2h, 7d or 1h30m are, from 1m to 365d";
    }

    /** When it is over. Fractions of seconds are nobody's concern. */
    public Instant from(Instant begin) {
        return begin.plus(length).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Duration part(Matcher said, int group, ChronoUnit unit) {
        String part = said.group(group);
        return part == null ? Duration.ZERO : Duration.of(Long.parseLong(part, 0, part.length() - 1, 10), unit);
    }
}
