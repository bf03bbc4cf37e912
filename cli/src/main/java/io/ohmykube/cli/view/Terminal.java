package io.ohmykube.cli.view;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a command writes.
 *
 * @param interactive a person looks at {@code out} on a terminal that can move its cursor
 * @param colour escape sequences for colours may be used
 * @param unicode more than ASCII may be used
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, boolean colour, boolean unicode) {
    /**
     * The terminal of this process. Whether standard output is one is told by the start script, which knows, in
     * {@code OHMYKUBE_TERMINAL}: Java 17 itself can only say whether input and output both are.
     */
    public static Terminal of(Map<String, String> environment, PrintStream out, PrintStream err) {
        boolean interactive = environment.containsKey("OHMYKUBE_TERMINAL")
                && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        // https://no-color.org: any value but the empty one.
        boolean colour = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(out, err, interactive, colour, isUtf8(environment));
    }

    /** By the rules of POSIX: the first of these that is set decides. */
    private static boolean isUtf8(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> value.toUpperCase(Locale.ROOT))
                .filter(value -> value.endsWith("UTF-8") || value.endsWith("UTF8"))
                .isPresent();
    }

    public Terminal withoutColour() {
        return new Terminal(out, err, interactive, false, unicode);
    }
}
