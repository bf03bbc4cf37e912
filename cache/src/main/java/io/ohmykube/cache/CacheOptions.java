package io.ohmykube.cache;

import io.ohmykube.cache.fetch.Mirror;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where to fetch from instead of the internet.
 *
 * @param mirror of packages and manifests, or null
 * @param registryMirror base address of the registry that stands in for all registries, or null
 */
public record CacheOptions(@Nullable Mirror mirror, @Nullable URI registryMirror) {
    /** Everything from where it is published. */
    public static CacheOptions none() {
        return new CacheOptions(null, null);
    }

    /**
     * Reads what the user gave; null and blank mean none.
     *
     * @param mirror a directory, a {@code file:} or an {@code http(s):} URL that holds {@code HOST/PATH}
     * @param registryMirror an {@code http(s):} URL, or {@code HOST[:PORT]} for https
     * @throws CacheException of kind INVALID if one of them makes no sense
     */
    public static CacheOptions of(@Nullable String mirror, @Nullable String registryMirror) {
        return new CacheOptions(
                isSet(mirror) ? Mirror.of(mirror.strip()) : null,
                isSet(registryMirror) ? registry(registryMirror.strip()) : null);
    }

    private static boolean isSet(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static URI registry(String text) {
        try {
            URI address = URI.create(text.contains("://") ? text : "https://" + text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            throw invalid(text, malformed);
        }
        throw invalid(text, null);
    }

    private static CacheException invalid(String text, @Nullable Throwable cause) {
        return new CacheException(
                CacheException.Kind.INVALID,
                "registry mirror '" + text + "' is not an address; use https://HOST[:PORT] or http://HOST[:PORT]",
                cause);
    }
}
