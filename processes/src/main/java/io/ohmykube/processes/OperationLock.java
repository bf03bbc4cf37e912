package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a cluster, held by one operation at a time on this host. The operating system keeps it, so it is
 * free again the moment its holder dies, however that happens.
 *
 * <p>The file says who holds it, beyond the byte that is locked: Windows lets nobody read a locked region.
 */
public final class OperationLock implements AutoCloseable {
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
    private static final int MOST_BYTES_OF_HOLDER = 8192;

    private static final Duration PROBE = Duration.ofMillis(200);
    private static final long PAUSE_NANOS = 5_000_000;

    /**
     * What this process holds, and the monitor under which it opens and closes lock files. POSIX locks belong to the
     * process: the operating system cannot keep its threads apart, and drops all its locks on a file as soon as it closes
     * any descriptor of that file. So a file in here must not be opened again.
     */
    private static final Map<Path, Holder> HELD_HERE = new HashMap<>();

    private final Path file;
    private final FileChannel channel;

    private OperationLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Who runs an operation.
     *
     * @param command as the user typed it
     */
    public record Holder(String command, long pid, Instant since) {}

    /**
     * Takes the lock, creating the cluster's directory where there is none.
     *
     * @param command what the others are told is running
     * @throws ClusterBusyException if it is held, by another process or by another thread of this one
     */
    public static OperationLock take(ClusterFiles files, String command) {
        Holder me = new Holder(
                command.replaceAll("\\R", " "), ProcessHandle.current().pid(), Instant.now());
        Path file = files.lock().toAbsolutePath().normalize();
        synchronized (HELD_HERE) {
            Holder other = HELD_HERE.get(file);
            if (other != null) {
                throw new ClusterBusyException(other);
            }
            try {
                OperationLock taken = new OperationLock(file, lock(file, me));
                HELD_HERE.put(file, me);
                return taken;
            } catch (IOException e) {
                throw new UncheckedIOException("the operation lock cannot be taken: " + file, e);
            }
        }
    }

    /** Who runs an operation on the cluster now; empty when nobody does. Keeps nothing and creates nothing. */
    public static Optional<Holder> holder(ClusterFiles files) {
        Path file = files.lock().toAbsolutePath().normalize();
        synchronized (HELD_HERE) {
            Holder here = HELD_HERE.get(file);
            if (here != null) {
                return Optional.of(here);
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return isFree(channel) ? Optional.empty() : Optional.of(read(channel));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException("the operation lock cannot be read: " + file, e);
            }
        }
    }

    /** Gives the lock back. The file stays: removing it would let two holders lock two different files. */
    @Override
    public void close() {
        synchronized (HELD_HERE) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the operation lock cannot be given back: " + file, e);
            } finally {
                HELD_HERE.remove(file);
            }
        }
    }

    private static FileChannel lock(Path file, Holder me) throws IOException {
        while (true) {
            @Nullable Object before = create(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            boolean taken = false;
            try {
                if (!isFree(channel)) {
                    throw new ClusterBusyException(read(channel));
                }
                // Whoever held it before us may have removed the cluster, lock file and all, while we opened it.
                taken = Objects.equals(before, identity(file));
                if (taken) {
                    write(channel, me);
                    return channel;
                }
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        }
    }

    /** Locks what is free. Whoever only looks holds the lock for a moment, so one refusal says nothing. */
    private static boolean isFree(FileChannel channel) throws IOException {
        long start = System.nanoTime();
        while (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
            if (System.nanoTime() - start > PROBE.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private static @Nullable Object create(Path file) throws IOException {
        Path directory = Objects.requireNonNull(file.getParent());
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                .close();
        return identity(file);
    }

    /** What tells the file from another one of its name; the path itself where the file system keeps no such thing. */
    private static @Nullable Object identity(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? file : key;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void write(FileChannel channel, Holder holder) throws IOException {
        String text = holder.pid() + "\n" + holder.since() + "\n" + holder.command() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static Holder read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES_OF_HOLDER);
        channel.read(buffer, 0);
        String[] lines = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).split("\n", -1);
        try {
            return new Holder(lines[2], Long.parseLong(lines[0]), Instant.parse(lines[1]));
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException | DateTimeParseException e) {
            // The holder has the lock and has not written who it is yet.
            return new Holder("another operation", 0, Instant.now());
        }
    }
}
