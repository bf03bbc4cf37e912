package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.CachedImage;
import io.ohmykube.cache.store.LeftOpen;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes images as one OCI image layout in a tar, each blob once. Both annotations carry the full name: the first is
 * what containerd's import reads, the second what other tools do.
 */
final class ImageArchive {
    private final BlobStore blobs;
    private final JsonMapper json;

    ImageArchive(BlobStore blobs, JsonMapper json) {
        this.blobs = blobs;
        this.json = json;
    }

    void write(Collection<CachedImage> images, OutputStream out) throws IOException {
        ObjectNode index = json.createObjectNode();
        index.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode entries = index.putArray("manifests");
        Map<String, Long> contents = new LinkedHashMap<>();
        for (CachedImage image : images) {
            entries.add(describe(image, contents));
        }
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new LeftOpen(out), "UTF-8")) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            put(tar, "oci-layout", BlobStore.LAYOUT);
            put(tar, "index.json", json.writeValueAsBytes(index));
            for (Map.Entry<String, Long> blob : contents.entrySet()) {
                copy(tar, blob.getKey(), blob.getValue());
            }
            tar.finish();
        }
    }

    private ObjectNode describe(CachedImage image, Map<String, Long> contents) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(blobs.path(image.digest()));
        } catch (NoSuchFileException cause) {
            throw gone(image.digest(), cause);
        }
        JsonNode tree = json.readTree(content);
        FetchedManifest manifest = new FetchedManifest(image.digest(), content, tree, "");
        contents.put(image.digest(), (long) content.length);
        manifest.blobs().forEach(blob -> contents.put(blob.digest(), blob.size()));
        ObjectNode entry = json.createObjectNode();
        entry.put("mediaType", manifest.mediaType())
                .put("digest", image.digest())
                .put("size", content.length);
        entry.putObject("annotations")
                .put("io.containerd.image.name", image.reference())
                .put("org.opencontainers.image.ref.name", image.reference());
        return entry;
    }

    private void copy(TarArchiveOutputStream tar, String digest, long size) throws IOException {
        Path file = blobs.path(digest);
        if (!Files.isRegularFile(file) || Files.size(file) != size) {
            throw gone(digest, null);
        }
        TarArchiveEntry entry = new TarArchiveEntry("blobs/sha256/" + file.getFileName());
        entry.setSize(size);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static CacheException gone(String digest, @Nullable Throwable cause) {
        return new CacheException(
                Kind.UNAVAILABLE,
                "blob " + digest + " has vanished from the cache; the image must be fetched again",
                cause);
    }
}
