package io.ohmykube.cache.store;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One lock per artefact, across threads by a lock in memory and across processes by a lock on a file, which the
 * operating system lets go of when a process dies. Lock files stay: removing one that somebody waits for would make two
 * owners.
 */
public final class ArtefactLocks {
    private final Path directory;
    private final Map<String, ReentrantLock> threads = new ConcurrentHashMap<>();

    public ArtefactLocks(Path directory) {
        this.directory = directory;
    }

    /**
     * Does {@code work} while nobody else does anything under this name. Waiting is interruptible.
     *
     * @param name of the artefact, unique in the cache
     */
    public <T> T holding(String name, Supplier<T> work) {
        ReentrantLock thread = threads.computeIfAbsent(name, unused -> new ReentrantLock());
        try {
            thread.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            throw interrupted(name, interrupted);
        }
        try (FileChannel channel = lockFile(name)) {
            T result = work.get();
            if (!channel.isOpen()) {
                throw new CacheException(Kind.STORAGE, "lost the lock on " + name, null);
            }
            return result;
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot unlock " + name + ": " + cause, cause);
        } finally {
            thread.unlock();
        }
    }

    private FileChannel lockFile(String name) {
        Path file = directory.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_") + ".lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                lock(channel);
                return channel;
            } catch (IOException | InterruptedException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (InterruptedException | ClosedByInterruptException | FileLockInterruptionException interrupted) {
            throw interrupted(name, interrupted);
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot lock " + file + ": " + cause, cause);
        }
    }

    /** Another cache object in this process may hold the file, which the system reports instead of waiting for it. */
    private static void lock(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException heldHere) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static CacheException interrupted(String name, Exception cause) {
        Thread.currentThread().interrupt();
        return new CacheException(Kind.UNAVAILABLE, "interrupted while waiting for " + name, cause);
    }
}
