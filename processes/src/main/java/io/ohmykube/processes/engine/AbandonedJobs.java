package io.ohmykube.processes.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Steps that a thread has taken and that no thread runs: neither their checkpoint nor their failure could be written, as on
 * a disk that is full. The engine would wait for them until their lock expires.
 */
final class AbandonedJobs {
    private static final int MOST = 3;

    private final Database database;
    private final @Nullable String owner;
    private Set<String> taken = Set.of();
    private int freed;

    /** @param owner the engine whose threads are meant; null where there is no other */
    AbandonedJobs(Database database, @Nullable String owner) {
        this.database = database;
        this.owner = owner;
    }

    /** To be called when a step has run: whatever is taken now was not before. */
    void forget() {
        taken = Set.of();
    }

    /**
     * Frees what was taken at the last look already. To be called again and again while no thread runs a step.
     *
     * @throws RuntimeException if that cannot be written either, or had to be done too often
     */
    void free() {
        Set<String> now = database.takenJobs(owner);
        Set<String> abandoned = now.stream().filter(taken::contains).collect(Collectors.toSet());
        taken = now;
        if (abandoned.isEmpty()) {
            return;
        }
        if (freed++ == MOST) {
            throw new UncheckedIOException(new IOException("the engine's database keeps no checkpoints"));
        }
        abandoned.forEach(database::unlockJob);
    }
}
