package io.ohmykube.cache.inventory;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * An artefact and its files.
 *
 * @param record the file that describes it
 * @param touched when the record was last written or its artefact used
 * @param lock the name under which it is fetched
 * @param parts its files; blobs of images may be parts of others, too
 */
record Item(CacheEntry entry, Path record, FileTime touched, String lock, List<Part> parts) {
    /** A file, and what is known of it. */
    record Part(Path file, String digest, long size) {}
}
