package io.ohmykube.cache.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock that many hold at once, or one alone; across threads and across processes. The file is opened once for all
 * threads, since closing it anywhere lets go of all locks that this process has on it.
 */
final class SharedLock {
    private final Path file;
    private final ReentrantReadWriteLock threads = new ReentrantReadWriteLock();
    private final ReentrantLock mutex = new ReentrantLock();
    private @Nullable FileChannel channel;
    private int users;

    SharedLock(Path file) {
        this.file = file;
    }

    <T> T sharing(Supplier<T> work) throws IOException, InterruptedException {
        enter();
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    /** Empty, and nothing done, where others hold it. */
    <T> Optional<T> tryingAlone(Supplier<T> work) throws IOException {
        if (threads.getReadHoldCount() > 0 || !threads.writeLock().tryLock()) {
            return Optional.empty();
        }
        try (FileChannel alone = open()) {
            FileLock lock = alone.tryLock();
            return lock == null ? Optional.empty() : Optional.of(work.get());
        } catch (OverlappingFileLockException heldHere) {
            return Optional.empty();
        } finally {
            threads.writeLock().unlock();
        }
    }

    private void enter() throws IOException, InterruptedException {
        threads.readLock().lockInterruptibly();
        try {
            mutex.lockInterruptibly();
            try {
                if (users == 0) {
                    channel = lockShared();
                }
                users++;
            } finally {
                mutex.unlock();
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            threads.readLock().unlock();
            throw failed;
        }
    }

    private void leave() throws IOException {
        mutex.lock();
        try {
            users--;
            if (users == 0 && channel != null) {
                channel.close();
            }
        } finally {
            mutex.unlock();
            threads.readLock().unlock();
        }
    }

    /** Null where nothing can be written: nobody can clean such a cache either. */
    private @Nullable FileChannel lockShared() throws IOException, InterruptedException {
        FileChannel opened;
        try {
            opened = open();
        } catch (AccessDeniedException readOnly) {
            return null;
        } catch (FileSystemException readOnly) {
            if (Files.isWritable(file.getParent())) {
                throw readOnly;
            }
            return null;
        }
        try {
            FileLocking.await(opened, true);
            return opened;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            opened.close();
            throw failed;
        }
    }

    private FileChannel open() throws IOException {
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
