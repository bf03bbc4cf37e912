package io.ohmykube.cache.image;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registry's demand for a bearer token.
 *
 * @param realm who gives tokens
 * @param service what the token is for; empty if the registry does not say
 * @param scope what it is to allow
 */
record Challenge(URI realm, String service, String scope) {
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_]+)=(?:\"([^\"]*)\"|([^\",\\s]+))");

    /** The first bearer challenge among {@code WWW-Authenticate} headers, or null if there is none that can be met. */
    static @Nullable Challenge of(List<String> headers, String repository) {
        for (String header : headers) {
            if (header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
                Map<String, String> parameters = parameters(header.substring("bearer ".length()));
                URI realm = realm(parameters.getOrDefault("realm", ""));
                if (realm != null) {
                    return new Challenge(
                            realm,
                            parameters.getOrDefault("service", ""),
                            parameters.getOrDefault("scope", "repository:" + repository + ":pull"));
                }
            }
        }
        return null;
    }

    /** Whether this is a demand for user name and password. */
    static boolean isBasic(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith("basic");
    }

    /** Where to ask for a token, with service and scope. */
    URI tokenAddress() {
        String base = realm.toString();
        return URI.create(base + (base.indexOf('?') < 0 ? '?' : '&')
                + (service.isEmpty() ? "" : "service=" + encode(service) + "&")
                + "scope=" + encode(scope));
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            parameters.put(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        return parameters;
    }

    private static @Nullable URI realm(String text) {
        try {
            URI realm = URI.create(text);
            return realm.getHost() == null ? null : realm;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
