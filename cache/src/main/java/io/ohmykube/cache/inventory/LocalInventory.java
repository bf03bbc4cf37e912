package io.ohmykube.cache.inventory;

import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inventory of a cache directory. */
final class LocalInventory implements Inventory {
    private final Records records;
    private final Leftovers leftovers;
    private final Verifier verifier;
    private final Cleaner cleaner;

    private LocalInventory(Records records, ArtefactLocks locks, CacheIndex index, Clock clock) {
        this.records = records;
        this.leftovers = new Leftovers(records);
        this.verifier = new Verifier(records, leftovers, locks, index);
        this.cleaner = new Cleaner(records, leftovers, locks, index, clock);
    }

    static LocalInventory of(Path directory) {
        return of(directory, Clock.systemUTC());
    }

    static LocalInventory of(Path directory, Clock clock) {
        Yaml yaml = new Yaml();
        ArtefactLocks locks = new ArtefactLocks(directory.resolve("locks"));
        return new LocalInventory(new Records(directory, yaml), locks, new CacheIndex(directory, locks, yaml), clock);
    }

    @Override
    public List<CacheEntry> entries() {
        return records.items().stream().map(Item::entry).toList();
    }

    @Override
    public CacheStats stats() {
        List<Item> items = records.items();
        List<CacheStats.Line> kinds = new ArrayList<>();
        for (CacheEntry.Kind kind : CacheEntry.Kind.values()) {
            kinds.add(line(
                    kind,
                    items.stream().filter(item -> item.entry().kind() == kind).toList()));
        }
        List<Path> left = new ArrayList<>(leftovers.blobs(items));
        left.addAll(leftovers.others(items));
        return new CacheStats(
                List.copyOf(kinds),
                line(null, items),
                left.stream().mapToLong(LocalInventory::size).sum());
    }

    private static CacheStats.Line line(CacheEntry.@Nullable Kind kind, List<Item> items) {
        long bytes = new Size(items).bytes();
        long gained = items.stream()
                .mapToLong(item -> item.entry().originalSize() - item.entry().size())
                .sum();
        Instant last = items.stream()
                .map(item -> item.entry().lastUsed())
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new CacheStats.Line(kind, items.size(), bytes + gained, bytes, last);
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public List<Finding> verify(boolean repair) {
        return verifier.verify(repair);
    }

    @Override
    public Cleaned clean(CleaningPolicy policy) {
        return cleaner.clean(policy);
    }
}
