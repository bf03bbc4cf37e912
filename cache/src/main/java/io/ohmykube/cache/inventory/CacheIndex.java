package io.ohmykube.cache.inventory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code packages/index.yaml} and {@code images/index.yaml}: all records in one file, for people and other tools. The
 * records are the truth, and nothing here reads the index; so a cache that is full or read-only only has an old one.
 */
public final class CacheIndex {
    private static final Logger LOG = LoggerFactory.getLogger(CacheIndex.class);

    private final Path directory;
    private final Records records;
    private final ArtefactLocks locks;
    private final Yaml yaml;

    /** @param directory of the cache */
    public CacheIndex(Path directory, ArtefactLocks locks, Yaml yaml) {
        this.directory = directory;
        this.records = new Records(directory, yaml);
        this.locks = locks;
        this.yaml = yaml;
    }

    /** Writes the index of the packages as they are now. */
    public void writePackages() {
        write("packages", records::packageItems);
    }

    /** Writes the index of the images as they are now. */
    public void writeImages() {
        write("images", records::imageItems);
    }

    void writeAll() {
        writePackages();
        writeImages();
    }

    /** Listing and writing under one lock: who comes last has seen everything. */
    private void write(String kind, Supplier<List<Item>> items) {
        Path folder = directory.resolve(kind);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            locks.holding("index-" + kind, () -> {
                ObjectNode document = Yaml.document();
                ArrayNode list = document.putArray(kind);
                items.get().forEach(item -> describe(item, list.addObject()));
                yaml.write(folder.resolve("index.yaml"), document);
                return true;
            });
        } catch (CacheException notNow) {
            LOG.debug("the index of {} stays as it is: {}", kind, notNow.getMessage());
        }
    }

    private void describe(Item item, ObjectNode entry) {
        CacheEntry known = item.entry();
        entry.put(known.kind() == CacheEntry.Kind.IMAGE ? "reference" : "name", known.name());
        if (known.version() != null) {
            entry.put(known.kind() == CacheEntry.Kind.IMAGE ? "tag" : "version", known.version());
        }
        if (known.architecture() != null) {
            entry.put("architecture", known.architecture().word());
        }
        Path file = known.kind() == CacheEntry.Kind.IMAGE
                ? records.blob(known.digest())
                : item.parts().get(0).file();
        entry.put("digest", known.digest())
                .put("path", directory.relativize(file).toString())
                .put("size", known.size())
                .put("originalSize", known.originalSize())
                .put("source", known.source())
                .put("fetched", known.fetched().toString())
                .put("lastUsed", known.lastUsed().toString());
    }
}
