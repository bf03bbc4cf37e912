package io.ohmykube.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads ages and sizes as users write them. */
final class Amounts {
    private static final Pattern AGE = Pattern.compile("(\\d{1,9})(w|d|h|m|s)");
    private static final Map<String, Duration> AGES = Map.of(
            "w", Duration.ofDays(7),
            "d", Duration.ofDays(1),
            "h", Duration.ofHours(1),
            "m", Duration.ofMinutes(1),
            "s", Duration.ofSeconds(1));
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) ?([KMGT]?)(I?)B?");
    private static final String POWERS = "KMGT";

    private Amounts() {}

    /** Reads {@code 30d}, {@code 12h}, {@code 45m}. Throws {@link ExitException} naming the option otherwise. */
    static Duration age(String text, String option) {
        Matcher parts = AGE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw ExitException.badInput(option + ": '" + text + "' is no age; write 30d, 12h or 45m");
        }
        return AGES.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)));
    }

    /** Reads {@code 5GB}, {@code 500MiB}, {@code 1.5G} in bytes. Throws {@link ExitException} otherwise. */
    static long size(String text, String option) {
        Matcher parts = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!parts.matches() || (parts.group(2).isEmpty() && !parts.group(3).isEmpty())) {
            throw ExitException.badInput(option + ": '" + text + "' is no size; write 5GB or 500MiB");
        }
        BigDecimal step = BigDecimal.valueOf(parts.group(3).isEmpty() ? 1000 : 1024);
        int power = parts.group(2).isEmpty() ? 0 : POWERS.indexOf(parts.group(2)) + 1;
        return new BigDecimal(parts.group(1)).multiply(step.pow(power)).longValue();
    }
}
