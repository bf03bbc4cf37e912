package io.ohmykube.cache.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.store.Yaml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the records in a bundle, which must describe what the bundle holds. */
final class BundleRecords {
    static final int LONGEST = 1024 * 1024;
    private static final String ENDING = ".yaml";

    private final TableOfContents table;
    private final Yaml yaml;

    BundleRecords(TableOfContents table, Yaml yaml) {
        this.table = table;
        this.yaml = yaml;
    }

    /** The path of the file that this record describes; null for images, which have many. */
    static @Nullable String content(BundleFile record) {
        String stem = record.path().substring(0, record.path().length() - ENDING.length());
        if (record.isPackageRecord()) {
            return stem + ".tar.zst";
        }
        return record.isManifestRecord() ? stem.substring(0, stem.length() - 1) : null;
    }

    JsonNode read(BundleFile file, byte[] content, Path bundle) {
        try {
            JsonNode known = yaml.read(new ByteArrayInputStream(content));
            String described = content(file);
            boolean right = described == null
                    ? holdsBlobs(known)
                    : holds(described, known.path("digest").asText());
            if (right) {
                return known;
            }
        } catch (IOException cause) {
            throw wrong(file, bundle, cause);
        }
        throw wrong(file, bundle, null);
    }

    private boolean holdsBlobs(JsonNode known) {
        for (JsonNode blob : known.path("blobs")) {
            String digest = blob.path("digest").asText();
            if (!holds("images/blobs/sha256/" + digest.replace("sha256:", ""), digest)) {
                return false;
            }
        }
        return !known.path("blobs").isEmpty();
    }

    private boolean holds(String path, String digest) {
        BundleFile file = table.find(path);
        return file != null && file.digest().equals(digest);
    }

    private static CacheException wrong(BundleFile file, Path bundle, @Nullable Throwable cause) {
        return new CacheException(
                Kind.CHECKSUM_MISMATCH,
                bundle + " is not a sound bundle: " + file.path() + " in it describes something else than it holds",
                cause);
    }
}
