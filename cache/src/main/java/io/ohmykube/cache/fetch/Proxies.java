package io.ohmykube.cache.fetch;

import java.util.Locale;
import java.util.Map;

/**
 * The proxies of the environment, as its variables say them; empty where there is none. Their texts may hold passwords.
 *
 * @param https for https addresses
 * @param http for http addresses
 * @param no hosts that are reached without a proxy, as in {@code NO_PROXY}
 */
public record Proxies(String https, String http, String no) {
    public static final Proxies NONE = new Proxies("", "", "");

    /** Reads {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}; in lower case they count more, as with curl. */
    public static Proxies of(Map<String, String> environment) {
        return new Proxies(
                variable(environment, "HTTPS_PROXY"),
                variable(environment, "HTTP_PROXY"),
                variable(environment, "NO_PROXY"));
    }

    private static String variable(Map<String, String> environment, String name) {
        return environment
                .getOrDefault(name.toLowerCase(Locale.ROOT), environment.getOrDefault(name, ""))
                .strip();
    }

    public boolean isEmpty() {
        return https.isEmpty() && http.isEmpty();
    }

    /** Without the addresses, which may hold passwords. */
    @Override
    public String toString() {
        return "proxies[https=" + !https.isEmpty() + ", http=" + !http.isEmpty() + ", no=" + no + "]";
    }
}
