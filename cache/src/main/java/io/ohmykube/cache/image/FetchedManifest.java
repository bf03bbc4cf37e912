package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A manifest or an index, as the registry sent it. */
final class FetchedManifest {
    private final String digest;
    private final byte[] content;
    private final JsonNode tree;
    private final String type;

    /** @param type what the registry said it is; what it says itself counts more */
    FetchedManifest(String digest, byte[] content, JsonNode tree, String type) {
        this.digest = digest;
        this.content = content;
        this.tree = tree;
        this.type = type;
    }

    String digest() {
        return digest;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(content);
    }

    String mediaType() {
        String own = tree.path("mediaType").asText("");
        if (!own.isEmpty()) {
            return own;
        }
        if (!type.isEmpty() && !"application/json".equals(type)) {
            return type;
        }
        return tree.has("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
    }

    boolean isIndex() {
        return MediaTypes.OCI_INDEX.equals(mediaType()) || MediaTypes.DOCKER_LIST.equals(mediaType());
    }

    boolean isManifest() {
        return MediaTypes.OCI_MANIFEST.equals(mediaType()) || MediaTypes.DOCKER_MANIFEST.equals(mediaType());
    }

    /** The digest of the manifest for Linux on this architecture. */
    String select(Architecture architecture, ImageReference image) {
        List<String> offered = new ArrayList<>();
        for (JsonNode entry : tree.path("manifests")) {
            JsonNode platform = entry.path("platform");
            String name = platform.path("os").asText() + "/"
                    + platform.path("architecture").asText();
            if (name.equals("linux/" + architecture.word())) {
                return Descriptor.of(entry).digest();
            }
            offered.add(name);
        }
        throw new CacheException(
                Kind.NOT_FOUND,
                image + " is not there for linux/" + architecture.word() + ", only for " + String.join(", ", offered),
                null);
    }

    /** The configuration and the layers. */
    List<Descriptor> blobs() {
        List<Descriptor> blobs = new ArrayList<>();
        blobs.add(Descriptor.of(tree.path("config")));
        tree.path("layers").forEach(layer -> blobs.add(Descriptor.of(layer)));
        return List.copyOf(blobs);
    }
}
