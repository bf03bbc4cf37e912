package io.ohmykube.workers.node;

import io.ohmykube.config.Outside;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What containerd asks in place of a registry, in order, before the registry itself
 * (https://github.com/containerd/containerd/blob/main/docs/hosts.md). Read at every pull.
 */
final class RegistryHosts {
    private static final String DIRECTORY = "/etc/containerd/certs.d/";

    private RegistryHosts() {}

    /** @param authorities the file of the authorities to trust besides those of the machine; null means none */
    static NodeFile file(String registry, List<String> mirrors, @Nullable String authorities) {
        boolean every = registry.equals(Outside.EVERY_REGISTRY);
        // By its first line, start-runtime knows a file of ours.
        StringBuilder text = new StringBuilder("# ohmykube: spec.registries.mirrors\n");
        if (!every) {
            text.append("server = \"https://").append(serverOf(registry)).append("\"\n");
            text.append(trusting(authorities, ""));
        }
        for (String mirror : mirrors) {
            text.append(host(mirror, authorities));
        }
        return new NodeFile(DIRECTORY + (every ? "_default" : registry) + "/hosts.toml", text.toString());
    }

    private static String serverOf(String registry) {
        return registry.equals("docker.io") ? "registry-1.docker.io" : registry;
    }

    private static String host(String mirror, @Nullable String authorities) {
        String address = mirror.endsWith("/") ? mirror.substring(0, mirror.length() - 1) : mirror;
        // containerd puts the API's own path between host and image, unless it is told that the address has it.
        boolean below = !URI.create(address).getRawPath().isEmpty();
        return "\n[host.\"" + address + (below ? "/v2" : "") + "\"]\n"
                + "  capabilities = [\"pull\", \"resolve\"]\n"
                + (below ? "  override_path = true\n" : "")
                + (address.startsWith("https:") ? trusting(authorities, "  ") : "");
    }

    private static String trusting(@Nullable String authorities, String indent) {
        return authorities == null ? "" : indent + "ca = \"" + authorities + "\"\n";
    }
}
