package io.ohmykube.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps {@code progress.json} up to date: replaced atomically, and not more often than a reader could use. */
final class ProgressFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressFile.class);
    private static final long PAUSE_MILLIS = 100;

    private final Path file;
    private final Supplier<Progress> progress;
    private final Thread writer = new Thread(this::write, "progress");
    private final Object replacing = new Object();
    private boolean stale;
    private boolean closed;

    /** The supplier is never asked more than once at a time, and by {@link #changed} on a thread of ours. */
    ProgressFile(Path file, Supplier<Progress> progress) {
        this.file = file;
        this.progress = progress;
        writer.setDaemon(true);
        writer.start();
    }

    /** There is something new to write. */
    synchronized void changed() {
        stale = true;
        notifyAll();
    }

    /** Writes what is new; when this returns whoever reads the file sees it. */
    void writeNow() {
        synchronized (replacing) {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            try {
                Files.writeString(next, ProgressJson.write(progress.get()) + "\n");
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                LOG.warn("the progress cannot be written to {}: {}", file, e.toString());
            }
        }
    }

    /** Writes what is still to be written, and ends. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (awaitChange()) {
                writeNow();
                pause();
            }
        } catch (InterruptedException e) {
            LOG.debug("the progress is no longer written", e);
        }
    }

    private synchronized boolean awaitChange() throws InterruptedException {
        while (!stale && !closed) {
            wait();
        }
        boolean wanted = stale;
        stale = false;
        return wanted;
    }

    private synchronized void pause() throws InterruptedException {
        long end = System.nanoTime() + PAUSE_MILLIS * 1_000_000;
        long left = PAUSE_MILLIS;
        while (!closed && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }
}
