package io.ohmykube.cache.image;

import io.ohmykube.cache.CacheException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for images before, or instead of, the registries that their names say.
 *
 * @param byRegistry base addresses in the order in which they are asked, by registry ({@code HOST[:PORT]}, Docker Hub is
 *     {@code docker.io}). When none of them answers, the registry itself is asked, but not where {@link #ALL} has an
 *     entry: those addresses stand in for all registries.
 */
public record RegistryMirrors(Map<String, List<URI>> byRegistry) {
    /** The key of the addresses that stand in for all registries. */
    public static final String ALL = "*";

    public static final RegistryMirrors NONE = new RegistryMirrors(Map.of());

    private static final Pattern FORM = Pattern.compile("(?:(?<registry>[^=/]+)=)?(?<addresses>.+)");

    public RegistryMirrors {
        Map<String, List<URI>> copy = new LinkedHashMap<>();
        byRegistry.forEach((registry, addresses) -> copy.put(registry, List.copyOf(addresses)));
        byRegistry = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads what the user gave: {@code [REGISTRY=]URL[,URL…]} each, where a URL is an {@code http(s):} URL, or
     * {@code HOST[:PORT]} for https; several for one registry follow each other.
     *
     * @throws CacheException of kind INVALID if one of them makes no sense
     */
    public static RegistryMirrors of(List<String> texts) {
        Map<String, List<URI>> all = new LinkedHashMap<>();
        for (String text : texts) {
            Matcher form = FORM.matcher(text.strip());
            if (!form.matches()) {
                throw invalid(text, null);
            }
            String registry = form.group("registry") == null ? ALL : form.group("registry");
            List<URI> addresses = all.computeIfAbsent(
                    ALL.equals(registry) ? ALL : ImageReference.registry(registry), unused -> new ArrayList<>());
            for (String address : form.group("addresses").split(",", -1)) {
                addresses.add(address(address.strip()));
            }
        }
        return new RegistryMirrors(all);
    }

    public boolean isEmpty() {
        return byRegistry.isEmpty();
    }

    /** What is asked for images of this registry before the registry itself, in this order. */
    public List<URI> of(String registry) {
        List<URI> addresses = new ArrayList<>(byRegistry.getOrDefault(registry, List.of()));
        addresses.addAll(byRegistry.getOrDefault(ALL, List.of()));
        return List.copyOf(addresses);
    }

    /** Whether the registries themselves are never asked. */
    public boolean standIn() {
        return byRegistry.containsKey(ALL);
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text.contains("://") ? text : "https://" + text);
            if (address.getHost() != null
                    && address.getRawUserInfo() == null
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
                "registry mirror '" + text.replaceFirst("//.*@", "//...@")
                        + "' is not an address; use [REGISTRY=]https://HOST[:PORT] or"
                        + " [REGISTRY=]http://HOST[:PORT]",
                cause);
    }
}
