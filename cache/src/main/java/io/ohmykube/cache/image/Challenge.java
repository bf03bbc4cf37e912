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
 * @param tokenAddress where to ask for one, with service and scope
 */
record Challenge(URI tokenAddress) {
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_]+)=(?:\"([^\"]*)\"|([^\",\\s]+))");

    /** The first bearer challenge among {@code WWW-Authenticate} headers, or null if there is none that can be met. */
    static @Nullable Challenge of(List<String> headers, String repository) {
        for (String header : headers) {
            if (header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
                Map<String, String> parameters = parameters(header.substring("bearer ".length()));
                String realm = parameters.get("realm");
                if (realm != null) {
                    return address(
                            realm,
                            parameters.get("service"),
                            parameters.getOrDefault("scope", "repository:" + repository + ":pull"));
                }
            }
        }
        return null;
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

    private static @Nullable Challenge address(String realm, @Nullable String service, String scope) {
        StringBuilder address = new StringBuilder(realm).append(realm.indexOf('?') < 0 ? '?' : '&');
        if (service != null) {
            address.append("service=").append(encode(service)).append('&');
        }
        try {
            URI uri = URI.create(address.append("scope=").append(encode(scope)).toString());
            return uri.getHost() == null ? null : new Challenge(uri);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
