package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /**
     * The proxy to ask for this address, or null for none; this machine is never reached through one.
     *
     * @return {@code http://[USER:PASSWORD@]HOST:PORT}
     * @throws CacheException of kind INVALID if the variable makes no sense, or names a kind that is not supported
     */
    @Nullable
    URI proxyFor(URI address) {
        boolean secure = "https".equals(address.getScheme());
        String text = secure ? https : http;
        if (text.isEmpty() || new NoProxy(no).covers(address)) {
            return null;
        }
        try {
            URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
            if (proxy.getHost() != null && "http".equalsIgnoreCase(proxy.getScheme())) {
                return proxy;
            }
        } catch (IllegalArgumentException malformed) {
            throw invalid(secure);
        }
        throw invalid(secure);
    }

    /** Where it listens. */
    static int port(URI proxy) {
        return proxy.getPort() < 0 ? 80 : proxy.getPort();
    }

    /** The header that logs in to it, or null if its address holds no login. */
    static @Nullable String authorization(URI proxy) {
        String login = proxy.getRawUserInfo();
        return login == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString(URLDecoder.decode(login.replace("+", "%2B"), StandardCharsets.UTF_8)
                                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Without the value, which may hold a password. */
    private static CacheException invalid(boolean secure) {
        return new CacheException(
                Kind.INVALID,
                "the environment's " + (secure ? "HTTPS_PROXY" : "HTTP_PROXY")
                        + " is not of the form http://[USER:PASSWORD@]HOST[:PORT], the only kind of proxy that is"
                        + " supported",
                null);
    }

    /** Without the addresses, which may hold passwords. */
    @Override
    public String toString() {
        return "proxies[https=" + !https.isEmpty() + ", http=" + !http.isEmpty() + ", no=" + no + "]";
    }
}
