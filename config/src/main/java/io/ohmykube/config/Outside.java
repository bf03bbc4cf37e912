package io.ohmykube.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How nodes reach what lies outside of their cluster.
 *
 * @param registryMirrors registry, or {@link #EVERY_REGISTRY}, to the addresses that are asked in its place, in order
 * @param proxy between the nodes and everything outside
 * @param certificateAuthorities in PEM, which nodes trust besides those that everybody trusts
 */
public record Outside(Map<String, List<String>> registryMirrors, Proxy proxy, List<String> certificateAuthorities) {
    /** In place of a registry's name: all that are not named. */
    public static final String EVERY_REGISTRY = "*";

    /** Everything from where it is published. */
    public static final Outside DIRECT = new Outside(Map.of(), Proxy.NONE, List.of());

    public Outside {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        registryMirrors.forEach((registry, mirrors) -> copy.put(registry, List.copyOf(mirrors)));
        registryMirrors = Collections.unmodifiableMap(copy);
        certificateAuthorities = List.copyOf(certificateAuthorities);
    }

    /** The same for people's eyes, without passwords. */
    public Outside withoutPasswords() {
        return new Outside(registryMirrors, proxy.withoutPasswords(), certificateAuthorities);
    }
}
