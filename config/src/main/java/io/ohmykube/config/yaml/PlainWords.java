package io.ohmykube.config.yaml;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Leaves quotes out only where no reader of YAML, old or new, could take the text for anything but text. */
final class PlainWords extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./@+-]*(:[A-Za-z0-9_./@+-]+)*"
            + "|[0-9]+(\\.[0-9]+){3}(/[0-9]+)?(-[0-9]+(\\.[0-9]+){3})?");
    private static final Set<String> RESERVED = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    @Override
    public boolean needToQuoteName(String name) {
        return needsQuotes(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
        return needsQuotes(value);
    }

    private static boolean needsQuotes(String text) {
        return !PLAIN.matcher(text).matches() || RESERVED.contains(text.toLowerCase(Locale.ROOT));
    }
}
