package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;

/**
 * Points at a blob.
 *
 * @param size in bytes
 */
record Descriptor(String digest, long size) {
    /** Reads one from a manifest; its digest can be trusted to be a file name afterwards. */
    static Descriptor of(JsonNode node) {
        String digest = node.path("digest").asText();
        if (!digest.matches("sha256:[0-9a-f]{64}")) {
            throw new CacheException(Kind.INVALID, "a manifest refers to '" + digest + "', no SHA-256 digest", null);
        }
        return new Descriptor(digest, node.path("size").asLong());
    }
}
