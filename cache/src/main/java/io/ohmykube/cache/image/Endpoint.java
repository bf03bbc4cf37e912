package io.ohmykube.cache.image;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a registry's images can be read.
 *
 * @param base address without a slash at its end
 * @param registry whose images are wanted
 * @param host whose credentials count here
 * @param isMirror whether it has to be told which registry is meant
 */
record Endpoint(String base, String registry, String host, boolean isMirror) {
    /** In the order in which they are to be asked. */
    static List<Endpoint> of(ImageReference image, RegistryMirrors mirrors) {
        String registry = image.registry();
        List<Endpoint> endpoints = new ArrayList<>();
        for (URI mirror : mirrors.of(registry)) {
            endpoints.add(new Endpoint(
                    mirror.toString().replaceFirst("/+$", ""),
                    registry,
                    ImageReference.registry(mirror.getRawAuthority()),
                    true));
        }
        if (!mirrors.standIn()) {
            String host = "docker.io".equals(registry) ? "registry-1.docker.io" : registry;
            endpoints.add(new Endpoint((isLoopback(host) ? "http://" : "https://") + host, registry, registry, false));
        }
        return List.copyOf(endpoints);
    }

    URI address(ImageReference image, String kind, String target) {
        return URI.create(base + "/v2/" + image.repository() + "/" + kind + "/" + target
                + (isMirror ? "?ns=" + URLEncoder.encode(registry, StandardCharsets.UTF_8) : ""));
    }

    /** Registries on this machine speak plain HTTP by convention. */
    private static boolean isLoopback(String host) {
        return host.matches("(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?");
    }
}
