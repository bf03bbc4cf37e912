package io.ohmykube.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proxies between the nodes and what lies outside of their cluster. Their addresses may hold passwords.
 *
 * @param http for {@code http:} addresses, an {@code http:}, {@code https:} or {@code socks5:} URL; null means none
 * @param https for {@code https:} addresses; null means none
 * @param noProxy hosts, domains and networks that are reached directly, besides the cluster's own
 */
public record Proxy(@Nullable String http, @Nullable String https, List<String> noProxy) {
    public static final Proxy NONE = new Proxy(null, null, List.of());

    private static final String HIDDEN = "******";

    public Proxy {
        noProxy = List.copyOf(noProxy);
    }

    /** Whether anything goes through a proxy at all. */
    public boolean isUsed() {
        return http != null || https != null;
    }

    /** The same for people's eyes, without passwords. */
    public Proxy withoutPasswords() {
        return new Proxy(withoutPassword(http), withoutPassword(https), noProxy);
    }

    @Override
    public String toString() {
        return "http=" + withoutPassword(http) + ", https=" + withoutPassword(https) + ", noProxy=" + noProxy;
    }

    static @Nullable String withoutPassword(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            String user = new URI(address).getRawUserInfo();
            return user == null || !user.contains(":")
                    ? address
                    : address.replace(user + "@", user.substring(0, user.indexOf(':') + 1) + HIDDEN + "@");
        } catch (URISyntaxException e) {
            return HIDDEN;
        }
    }
}
