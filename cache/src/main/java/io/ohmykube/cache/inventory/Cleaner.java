package io.ohmykube.cache.inventory;

import io.ohmykube.cache.store.ArtefactLocks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes room. An artefact goes record first, so that it is either there whole or not at all; layers go when no record
 * refers to them, while nobody fetches or sends images.
 */
final class Cleaner {
    private final Records records;
    private final Leftovers leftovers;
    private final ArtefactLocks locks;
    private final CacheIndex index;
    private final Clock clock;

    Cleaner(Records records, Leftovers leftovers, ArtefactLocks locks, CacheIndex index, Clock clock) {
        this.records = records;
        this.leftovers = leftovers;
        this.locks = locks;
        this.index = index;
        this.clock = clock;
    }

    Cleaned clean(CleaningPolicy policy) {
        List<Item> items = records.items();
        List<Item> selected = select(policy, items);
        return policy.dryRun() ? planned(items, selected) : remove(selected);
    }

    private List<Item> select(CleaningPolicy policy, List<Item> items) {
        List<Item> oldestFirst = items.stream()
                .filter(item -> policy.mayRemove(item.entry()))
                .sorted(Comparator.comparing(item -> item.entry().lastUsed()))
                .toList();
        if (policy.removesAllUnneeded()) {
            return oldestFirst;
        }
        Set<Item> selected = new LinkedHashSet<>();
        if (policy.olderThan() != null) {
            Instant limit = clock.instant().minus(policy.olderThan());
            oldestFirst.stream()
                    .filter(item -> item.entry().lastUsed().isBefore(limit))
                    .forEach(selected::add);
        }
        if (policy.maxSize() != null) {
            Size left = new Size(items);
            selected.forEach(left::without);
            for (Item item : oldestFirst) {
                if (left.bytes() > policy.maxSize() && selected.add(item)) {
                    left.without(item);
                }
            }
        }
        return List.copyOf(selected);
    }

    private Cleaned planned(List<Item> items, List<Item> selected) {
        List<Item> remaining = new ArrayList<>(items);
        remaining.removeAll(selected);
        List<Path> left = new ArrayList<>(leftovers.others(items));
        left.addAll(leftovers.blobs(items));
        long remains = new Size(remaining).bytes();
        return new Cleaned(
                entries(selected),
                List.of(),
                left.size(),
                false,
                new Size(items).bytes() - remains + size(left),
                remains);
    }

    private Cleaned remove(List<Item> selected) {
        List<Item> removed = new ArrayList<>();
        List<Item> inUse = new ArrayList<>();
        long freed = 0;
        for (Item item : selected) {
            Optional<Long> room = locks.trying(item.lock(), () -> remove(item));
            if (room.isPresent() && room.get() >= 0) {
                removed.add(item);
                freed += room.get();
            } else {
                inUse.add(item);
            }
        }
        Optional<List<Swept>> blobs =
                locks.tryingAlone(ArtefactLocks.BLOBS, () -> sweep(leftovers.blobs(records.imageItems())));
        List<Swept> swept = new ArrayList<>(blobs.orElse(List.of()));
        swept.addAll(sweep(leftovers.others(records.items())));
        Set<Path> known = new HashSet<>();
        removed.forEach(item -> item.parts().forEach(part -> known.add(part.file())));
        index.writeAll();
        return new Cleaned(
                entries(removed),
                entries(inUse),
                (int) swept.stream().filter(one -> !known.contains(one.file())).count(),
                blobs.isEmpty(),
                freed + swept.stream().mapToLong(Swept::size).sum(),
                new Size(records.items()).bytes());
    }

    private record Swept(Path file, long size) {}

    private static List<Swept> sweep(List<Path> files) {
        List<Swept> swept = new ArrayList<>();
        for (Path file : files) {
            swept.add(new Swept(file, LocalInventory.size(file)));
            Removal.of(file);
        }
        return swept;
    }

    /** How much room that made, or -1 if it was used or fetched since it was looked at. Blobs are swept later. */
    private long remove(Item item) {
        Item now = records.again(item);
        if (now == null) {
            return 0;
        }
        if (!now.touched().equals(item.touched())) {
            return -1;
        }
        Removal.of(item.record());
        if (item.entry().kind() == CacheEntry.Kind.IMAGE) {
            return 0;
        }
        item.parts().forEach(part -> Removal.of(part.file()));
        return item.entry().size();
    }

    private static List<CacheEntry> entries(List<Item> items) {
        return items.stream().map(Item::entry).toList();
    }

    private static long size(Collection<Path> files) {
        return files.stream().mapToLong(LocalInventory::size).sum();
    }
}
