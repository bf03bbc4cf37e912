package io.ohmykube.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps apart those who change a cluster's file, for the moment that it takes: all threads of all programs on this host.
 * The operation on the cluster may be any one's meanwhile.
 *
 * <p>A fixed number of files for all names, so that none is left of a cluster that is gone, nor removed while another
 * program waits for it.
 */
final class ChangeLock {
    private static final int FILES = 64;
    private static final long PAUSE_NANOS = 1_000_000;

    /**
     * Of this process, whoever opened the store: the operating system cannot keep its threads apart, and drops its lock on a
     * file as soon as any thread closes that file.
     */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path directory;

    ChangeLock(Home home) {
        this.directory = home.locks();
    }

    /** Does the work on the cluster of that name, once nobody else does. */
    @SuppressWarnings("try") // The channel is held, not used.
    <T> T holding(String name, Supplier<T> work) {
        Path file = directory.resolve("clusters-" + Math.floorMod(name.hashCode(), FILES) + ".lock");
        ReentrantLock threads = THREADS.computeIfAbsent(file, any -> new ReentrantLock());
        threads.lock();
        try {
            if (threads.getHoldCount() > 1) {
                return work.get();
            }
            try (FileChannel channel = locked(file)) {
                return work.get();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot lock " + file, e);
            }
        } finally {
            threads.unlock();
        }
    }

    /** The system's own waiting takes two processes for deadlocked, and fails, where each waits for a file of the other. */
    private FileChannel locked(Path file) throws IOException {
        AtomicFile.createDirectories(directory);
        FileChannel channel = AtomicFile.openOrCreate(file);
        try {
            while (channel.tryLock() == null) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
