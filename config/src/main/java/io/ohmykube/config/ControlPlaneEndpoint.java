package io.ohmykube.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where control planes are reached as one, as a user names it: {@code host} or {@code host:port}.
 *
 * @param host an IPv4 address or a DNS name in lower case, which certificates can have
 * @param port 0 where none was named
 */
public record ControlPlaneEndpoint(String host, int port) {
    private static final Pattern FORM = Pattern.compile("([^:]+)(?::([1-9][0-9]{0,4}))?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    /** Nothing for a text that is none. */
    public static Optional<ControlPlaneEndpoint> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String host = matcher.group(1);
        int port = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        boolean known = NUMBERS.matcher(host).matches() ? Ipv4.parse(host).isPresent() : Names.isSubdomain(host);
        return known && (port == 0 || Range.PORT.allows(port))
                ? Optional.of(new ControlPlaneEndpoint(host, port))
                : Optional.empty();
    }
}
