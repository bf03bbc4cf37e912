package io.ohmykube.cache.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds files in the cache that belong to no artefact. Those that were written to lately may have a writer still. */
final class Leftovers {
    private static final Duration ABANDONED = Duration.ofHours(1);
    /** What was downloaded in part is gone on with; later than this nobody will. */
    private static final Duration GIVEN_UP = Duration.ofDays(1);
    /** A file of an archive waits until the whole archive has been read. */
    private static final Duration READ = Duration.ofHours(6);

    private final Records records;

    Leftovers(Records records) {
        this.records = records;
    }

    /** Blobs that none of these items has. */
    List<Path> blobs(Collection<Item> items) {
        Set<Path> known = partsOf(items);
        return Records.files(records.blob("").getParent()).stream()
                .filter(file -> !isDraft(file) && !known.contains(file))
                .toList();
    }

    /** Drafts that nobody writes to any more, and archives and manifests without a record. */
    List<Path> others(Collection<Item> items) {
        Set<Path> known = partsOf(items);
        items.forEach(item -> known.add(item.record()));
        known.addAll(records.unreadable());
        List<Path> left = new ArrayList<>();
        for (Path file : Records.files(records.packages())) {
            boolean index = file.getParent().equals(records.packages()) && !isDraft(file);
            if (!index && !known.contains(file) && isOld(file)) {
                left.add(file);
            }
        }
        for (Path file : Records.files(records.manifests())) {
            if (!known.contains(file) && isOld(file)) {
                left.add(file);
            }
        }
        for (Path file : Records.files(records.images())) {
            boolean incoming = file.startsWith(records.images().resolve("incoming"));
            if (incoming ? isOlder(file, READ) : isDraft(file) && isOld(file)) {
                left.add(file);
            }
        }
        return left;
    }

    private static Set<Path> partsOf(Collection<Item> items) {
        Set<Path> known = new HashSet<>();
        items.forEach(item -> item.parts().forEach(part -> known.add(part.file())));
        return known;
    }

    private static boolean isDraft(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static boolean isOld(Path file) {
        return isOlder(file, file.getFileName().toString().endsWith(".partial") ? GIVEN_UP : ABANDONED);
    }

    private static boolean isOlder(Path file, Duration patience) {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(patience));
        } catch (IOException removedMeanwhile) {
            return false;
        }
    }
}
