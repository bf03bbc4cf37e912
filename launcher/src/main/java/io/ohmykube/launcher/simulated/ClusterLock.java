package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps the state of one simulated cluster to one thread of one process at a time, and tells when it changed. */
final class ClusterLock {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Path file;
    private final ReentrantLock threads = new ReentrantLock();
    private final Condition changed = threads.newCondition();
    private final AtomicLong generation = new AtomicLong();

    ClusterLock(Path file) {
        this.file = file;
    }

    /** Something done under the lock. */
    interface Work<R> {
        R run() throws IOException;
    }

    /** For reading: other threads of this process wait. Files are replaced atomically, so other processes need not. */
    <R> R reading(Work<R> work) throws IOException {
        threads.lock();
        try {
            return work.run();
        } finally {
            threads.unlock();
        }
    }

    /** For changing: other processes wait too. */
    <R> R changing(Work<R> work) throws IOException {
        threads.lock();
        try {
            if (threads.getHoldCount() > 1) {
                return work.run();
            }
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock(channel)) {
                assert held.isValid();
                return work.run();
            } finally {
                generation.incrementAndGet();
                changed.signalAll();
            }
        } finally {
            threads.unlock();
        }
    }

    /** Counts the changes by this process. */
    long generation() {
        return generation.get();
    }

    /**
     * Waits until there is another generation than that one, or at most so long: what other processes change is not
     * counted, so the caller looks again then.
     */
    void awaitChange(long seen, Duration atMost) throws InterruptedException {
        threads.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (generation.get() == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            threads.unlock();
        }
    }

    /** An interruption does not keep a change from being made, as it would if the channel itself waited. */
    private static FileLock lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        FileLock held = tried(channel);
        while (held == null) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the simulated cluster's state is locked by another launcher");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            held = tried(channel);
        }
        return held;
    }

    /** Null where another process has it, or another launcher of this very process, as after a restart within a test. */
    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
