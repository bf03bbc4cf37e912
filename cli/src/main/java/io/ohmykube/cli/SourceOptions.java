package io.ohmykube.cli;

import io.ohmykube.cache.CacheOptions;
import io.ohmykube.cache.fetch.Mirror;
import io.ohmykube.cache.fetch.Proxies;
import io.ohmykube.cache.image.ContainerCredentials;
import io.ohmykube.cache.image.RegistryMirrors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command fetches from, and how it gets there. */
final class SourceOptions {
    @Option(
            names = "--mirror",
            paramLabel = "DIR|URL",
            description = "read https://HOST/PATH from DIR|URL/HOST/PATH; also OHMYKUBE_MIRROR")
    @Nullable
    Place mirror;

    @Option(
            names = "--registry-mirror",
            paramLabel = "[REGISTRY=]URL[,URL...]",
            description =
                    "read images of this registry from these first, in this order; without REGISTRY, those of all"
                            + " registries from these alone; may be repeated; also OHMYKUBE_REGISTRY_MIRROR, with spaces between")
    List<String> registryMirrors = List.of();

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "trust the certificates in this PEM file, too; also OHMYKUBE_CA_FILE")
    @Nullable
    Path caFile;

    @Option(
            names = "--offline",
            description =
                    "connect to no other host: everything is in the cache or in a mirror directory; give it again to"
                            + " resume what it was given to; also OHMYKUBE_OFFLINE=1")
    boolean offline;

    /** These options, and what the environment says where they were not given. */
    CacheOptions cacheOptions(Map<String, String> environment) {
        String fromMirror = mirror != null ? mirror.text() : value(environment, "OHMYKUBE_MIRROR");
        String otherFile = value(environment, "OHMYKUBE_CA_FILE");
        return CacheOptions.none()
                .withMirror(fromMirror.isBlank() ? null : Mirror.of(fromMirror.strip()))
                .withRegistryMirrors(RegistryMirrors.of(
                        registryMirrors.isEmpty()
                                ? words(value(environment, "OHMYKUBE_REGISTRY_MIRROR"))
                                : registryMirrors))
                .withProxies(Proxies.of(environment))
                .withCaFile(caFile != null || otherFile.isEmpty() ? caFile : Path.of(otherFile))
                .withCredentials(ContainerCredentials.of(environment))
                .withOffline(offline || isYes(value(environment, "OHMYKUBE_OFFLINE")));
    }

    private static String value(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }

    private static boolean isYes(String text) {
        return !(text.isEmpty() || "0".equals(text) || "false".equalsIgnoreCase(text));
    }
}
