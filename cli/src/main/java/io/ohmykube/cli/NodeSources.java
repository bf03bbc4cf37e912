package io.ohmykube.cli;

import io.ohmykube.cache.CacheOptions;
import io.ohmykube.cache.fetch.Proxies;
import io.ohmykube.config.ClusterRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has the nodes of a new cluster reach the outside as this program does, where its file says nothing of it. It becomes
 * part of the cluster, so that nodes added later do so, too.
 */
final class NodeSources {
    private NodeSources() {}

    static ClusterRequest of(CacheOptions options, ClusterRequest request) {
        Map<String, List<String>> mirrors = new LinkedHashMap<>();
        options.registryMirrors().byRegistry().forEach((registry, addresses) -> {
            mirrors.put(registry, addresses.stream().map(String::valueOf).toList());
        });
        return request.withUnlessSaid("spec.registries", orNull("mirrors", mirrors), "--registry-mirror")
                .withUnlessSaid("spec.proxy", proxy(options.proxies()), "HTTPS_PROXY, HTTP_PROXY or NO_PROXY")
                .withUnlessSaid(
                        "spec.certificateAuthorities",
                        options.caFile() == null
                                ? null
                                : List.of(options.caFile().toString()),
                        "--ca-file");
    }

    private static @Nullable Map<String, Object> orNull(String key, Map<String, List<String>> value) {
        return value.isEmpty() ? null : Map.of(key, value);
    }

    private static @Nullable Map<String, Object> proxy(Proxies proxies) {
        if (proxies.isEmpty()) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "http", proxies.http());
        put(fields, "https", proxies.https());
        fields.put(
                "noProxy",
                Stream.of(proxies.no().split("[,\\s]+", -1))
                        .filter(host -> !host.isEmpty())
                        .toList());
        return fields;
    }

    /** curl takes an address without a scheme for one of http. */
    private static void put(Map<String, Object> fields, String key, String address) {
        if (!address.isEmpty()) {
            fields.put(key, address.contains("://") ? address : "http://" + address);
        }
    }
}
