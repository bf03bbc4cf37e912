package io.ohmykube.cli.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a killed process left.
 *
 * @param time when it was dead
 * @param kill what was aimed at; null where the moment was random
 * @param due the steps without a committed checkpoint
 * @param anew whether the operation was begun anew then, with all its steps
 * @param machines what tells each machine from another of its name; {@link #HALF} for one that is not whole
 */
record Death(
        Instant time,
        @Nullable Kill kill,
        Set<StepKey> due,
        boolean unfinished,
        boolean anew,
        Map<String, String> machines) {
    static final String HALF = "half";

    static Death of(Site site, Instant time, @Nullable Kill kill) {
        if (!EngineRows.isThere(site)) {
            return new Death(time, kill, Set.of(), false, false, machines(site));
        }
        try (EngineRows rows = EngineRows.open(site)) {
            return new Death(time, kill, rows.due(), rows.isUnfinished(), false, machines(site));
        }
    }

    /** The same, with the operation begun anew after it. */
    Death followedByAnother() {
        return new Death(time, kill, due, unfinished, true, machines);
    }

    static Map<String, String> machines(Site site) {
        Map<String, String> found = new TreeMap<>();
        Path directory = site.cluster().machines();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                Path record = entry.resolve("machine.json");
                found.put(
                        entry.getFileName().toString(),
                        Files.exists(record)
                                ? Normal.json(record).path("hostKey").toString()
                                : HALF);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
