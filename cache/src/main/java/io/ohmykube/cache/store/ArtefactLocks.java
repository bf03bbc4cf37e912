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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One lock per artefact, across threads by a lock in memory and across processes by a lock on a file, which the
 * operating system lets go of when a process dies. Lock files stay: removing one that somebody waits for would make two
 * owners.
 */
public final class ArtefactLocks {
    /** Shared by all who fetch or send images; held alone by who removes layers that no image has. */
    public static final String BLOBS = "blobs";

    private final Path directory;
    private final Map<String, ReentrantLock> threads = new ConcurrentHashMap<>();
    private final Map<String, SharedLock> shared = new ConcurrentHashMap<>();

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

    /** Does {@code work} unless somebody is doing something under this name just now; empty then. Never waits. */
    public <T> Optional<T> trying(String name, Supplier<T> work) {
        ReentrantLock thread = threads.computeIfAbsent(name, unused -> new ReentrantLock());
        if (thread.isHeldByCurrentThread() || !thread.tryLock()) {
            return Optional.empty();
        }
        try (FileChannel channel = open(name)) {
            return channel.tryLock() == null ? Optional.empty() : Optional.of(work.get());
        } catch (OverlappingFileLockException heldHere) {
            return Optional.empty();
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot lock " + name + ": " + cause, cause);
        } finally {
            thread.unlock();
        }
    }

    /** Does {@code work} while others may share this name, but nobody has it alone. Waiting is interruptible. */
    public <T> T sharing(String name, Supplier<T> work) {
        try {
            return sharedLock(name).sharing(work);
        } catch (InterruptedException | ClosedByInterruptException | FileLockInterruptionException interrupted) {
            throw interrupted(name, interrupted);
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot lock " + name + ": " + cause, cause);
        }
    }

    /** Does {@code work} unless anybody shares this name just now; empty then. Never waits. */
    public <T> Optional<T> tryingAlone(String name, Supplier<T> work) {
        try {
            return sharedLock(name).tryingAlone(work);
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot lock " + name + ": " + cause, cause);
        }
    }

    private SharedLock sharedLock(String name) {
        return shared.computeIfAbsent(name, unused -> new SharedLock(file(name)));
    }

    private Path file(String name) {
        return directory.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_") + ".lock");
    }

    private FileChannel open(String name) throws IOException {
        Files.createDirectories(directory);
        return FileChannel.open(file(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private FileChannel lockFile(String name) {
        Path file = file(name);
        try {
            FileChannel channel = open(name);
            try {
                FileLocking.await(channel, false);
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

    private static CacheException interrupted(String name, Exception cause) {
        Thread.currentThread().interrupt();
        return new CacheException(Kind.UNAVAILABLE, "interrupted while waiting for " + name, cause);
    }
}
