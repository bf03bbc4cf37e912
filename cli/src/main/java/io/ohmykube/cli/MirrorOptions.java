package io.ohmykube.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a changing command fetches from in place of the internet. */
final class MirrorOptions {
    @Option(
            names = "--mirror",
            paramLabel = "DIR|URL",
            description = "read https://HOST/PATH from DIR|URL/HOST/PATH; also OHMYKUBE_MIRROR")
    @Nullable
    String mirror;

    @Option(
            names = "--registry-mirror",
            paramLabel = "URL",
            description = "read images of all registries from this one; also OHMYKUBE_REGISTRY_MIRROR")
    @Nullable
    String registryMirror;

    @Nullable
    String mirror(Map<String, String> environment) {
        return mirror == null ? environment.get("OHMYKUBE_MIRROR") : mirror;
    }

    @Nullable
    String registryMirror(Map<String, String> environment) {
        return registryMirror == null ? environment.get("OHMYKUBE_REGISTRY_MIRROR") : registryMirror;
    }
}
