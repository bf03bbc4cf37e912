package io.ohmykube.cache.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a lock on a file by asking for it again and again. The system's own waiting takes two processes for
 * deadlocked, and fails, when each waits for a file that the other has, even if other threads wait than those that have
 * them. And what another channel of this process has locked it reports instead of waiting for it.
 */
final class FileLocking {
    private static final long LONGEST_PAUSE = 20;

    private FileLocking() {}

    /** Returns when the whole file is locked; the lock goes with the channel. */
    static void await(FileChannel channel, boolean shared) throws IOException, InterruptedException {
        for (long pause = 1; lock(channel, shared) == null; pause = Math.min(LONGEST_PAUSE, 2 * pause)) {
            TimeUnit.MILLISECONDS.sleep(pause);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException heldHere) {
            return null;
        }
    }
}
