package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as scenarios write it: {@code 250ms}, {@code 2s}, {@code 1.5s}, {@code 3m} or {@code 1h}. */
public record Span(Duration duration) {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

    @JsonCreator
    public static Span of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a time such as 250ms, 2s or 3m");
        }
        double unit =
                switch (matcher.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1000;
                    case "m" -> 60_000;
                    default -> 3_600_000;
                };
        return new Span(Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit)));
    }
}
