package io.ohmykube.config.kubeconfig;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * kubectl's own lock: who can make {@code <file>.lock} may change the file. Ours is held for milliseconds and holds a
 * word, so that one whose owner was killed can be told and is taken away once it is old; kubectl's is empty and stays.
 */
final class KubeconfigLock {
    /** When a lock of ours counts as left behind. */
    static final Duration OLD = Duration.ofSeconds(5);

    private static final String WORD = "ohmykube";
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path locked;
    private final Path file;
    private final Duration patience;

    KubeconfigLock(Path locked, Duration patience) {
        this.locked = locked;
        this.file = locked.resolveSibling(locked.getFileName() + ".lock");
        this.patience = patience;
    }

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** Waits for the lock; throws {@link KubeconfigException} when it is not free in time. */
    <T> T whileHeld(Action<T> action) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!take()) {
            if (System.nanoTime() > deadline) {
                throw new KubeconfigException(locked
                        + " is being changed by another program; if none is running, remove " + file
                        + " and try again");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new KubeconfigException("interrupted while waiting for " + file);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        try {
            return action.run();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private boolean take() throws IOException {
        try {
            Files.writeString(file, WORD, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException held) {
            removeIfLeftBehind();
            return false;
        }
    }

    private void removeIfLeftBehind() throws IOException {
        try {
            Instant made = Files.getLastModifiedTime(file).toInstant();
            if (made.isBefore(Instant.now().minus(OLD))
                    && Files.readString(file).equals(WORD)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException | AccessDeniedException notOurs) {
            // Released meanwhile, or made by kubectl, which lets nobody read its lock: the next attempt tells.
        }
    }
}
