package io.ohmykube.cache.inventory;

import io.ohmykube.cache.inventory.Finding.Problem;
import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Fingerprint;
import io.ohmykube.cache.store.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads all files of the cache through. */
final class Verifier {
    private static final int FILES_AT_ONCE = 2;

    private final Records records;
    private final Leftovers leftovers;
    private final ArtefactLocks locks;
    private final CacheIndex index;

    Verifier(Records records, Leftovers leftovers, ArtefactLocks locks, CacheIndex index) {
        this.records = records;
        this.leftovers = leftovers;
        this.locks = locks;
        this.index = index;
    }

    List<Finding> verify(boolean repair) {
        List<Item> items = records.items();
        Map<Item.Part, Optional<Problem>> seen = look(items);
        List<Finding> findings = new ArrayList<>();
        for (Item item : items) {
            for (Item.Part part : item.parts()) {
                seen.getOrDefault(part, Optional.empty())
                        .ifPresent(problem -> findings.add(
                                new Finding(problem, item.entry().title(), part.file(), repair && repair(item, part))));
            }
        }
        for (Path unreadable : records.unreadable()) {
            boolean removed = repair && Removal.of(unreadable);
            findings.add(new Finding(Problem.DAMAGED, "the record " + unreadable.getFileName(), unreadable, removed));
        }
        stray(items)
                .forEach(file -> findings.add(
                        new Finding(Problem.STRAY, file.getFileName().toString(), file, false)));
        if (repair) {
            index.writeAll();
        }
        return List.copyOf(findings);
    }

    private List<Path> stray(List<Item> items) {
        List<Path> stray = new ArrayList<>(leftovers.blobs(items));
        stray.addAll(leftovers.others(items));
        return stray;
    }

    /** Each file once, however many images have it. */
    private static Map<Item.Part, Optional<Problem>> look(List<Item> items) {
        List<Item.Part> parts =
                items.stream().flatMap(item -> item.parts().stream()).distinct().toList();
        List<Optional<Problem>> problems =
                Parallel.map(parts, FILES_AT_ONCE, part -> Optional.ofNullable(problem(part)));
        Map<Item.Part, Optional<Problem>> seen = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            seen.put(parts.get(i), problems.get(i));
        }
        return seen;
    }

    private static @Nullable Problem problem(Item.Part part) {
        if (!Files.isRegularFile(part.file())) {
            return Problem.MISSING;
        }
        try {
            Fingerprint now = Fingerprint.of(part.file());
            return now.digest().equals(part.digest()) && now.size() == part.size() ? null : Problem.DAMAGED;
        } catch (IOException unreadable) {
            return Problem.DAMAGED;
        }
    }

    /** Under its lock, and looked at again: it may have been fetched anew since. */
    private boolean repair(Item item, Item.Part part) {
        return locks.trying(item.lock(), () -> {
                    Item now = records.again(item);
                    if (now == null || !now.parts().contains(part) || problem(part) == null) {
                        return true;
                    }
                    return Removal.of(now.record()) && Removal.of(part.file());
                })
                .orElse(false);
    }
}
