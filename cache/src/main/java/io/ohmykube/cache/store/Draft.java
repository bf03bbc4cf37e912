package io.ohmykube.cache.store;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A file on its way into the cache: written under a name of its own, and given its final one, all at once, when all of
 * it is on the disk. A draft that is closed before that leaves nothing, unless it is one to be continued.
 */
public final class Draft implements AutoCloseable {
    /** A draft that nobody has written to for so long has no writer any more: transfers are given up much sooner. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final boolean outlives;
    private FingerprintStream stream;
    private boolean finished;

    private Draft(Path target, Path temporary, FileChannel channel, boolean outlives) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.outlives = outlives;
        this.stream = new FingerprintStream(onDisk());
    }

    /** Begins a file; throws {@link CacheException} of kind STORAGE if there is no place for it. */
    public static Draft of(Path target) {
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(target.getParent());
            removeAbandoned(target);
            return new Draft(
                    target,
                    temporary,
                    FileChannel.open(
                            temporary,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"))),
                    false);
        } catch (IOException cause) {
            throw DiskStream.failed(target, cause);
        }
    }

    /** Where what a {@linkplain #continuing draft to be continued} holds stays until it is published or discarded. */
    public static Path partOf(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".partial");
    }

    /**
     * Goes on with the file that another draft for the same target, perhaps of a dead process, has begun; there may be
     * one such draft at a time, so that its target must be locked. What it has when it is closed is kept for the next.
     */
    public static Draft continuing(Path target) {
        Path temporary = partOf(target);
        try {
            Files.createDirectories(target.getParent());
            removeAbandoned(target);
            Draft draft = new Draft(
                    target,
                    temporary,
                    FileChannel.open(
                            temporary,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"))),
                    true);
            draft.readOn();
            return draft;
        } catch (IOException cause) {
            throw DiskStream.failed(target, cause);
        }
    }

    private void readOn() throws IOException {
        FingerprintStream known = new FingerprintStream(OutputStream.nullOutputStream());
        byte[] buffer = new byte[1 << 16];
        int count = channel.read(ByteBuffer.wrap(buffer));
        while (count >= 0) {
            known.write(buffer, 0, count);
            count = channel.read(ByteBuffer.wrap(buffer));
        }
        stream = known.onto(onDisk());
    }

    private OutputStream onDisk() {
        return new BufferedOutputStream(new DiskStream(channel, temporary), 1 << 16);
    }

    /** A process that was killed could not remove its draft, and nobody else would. */
    private static void removeAbandoned(Path target) throws IOException {
        String glob = "." + target.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "?") + ".*.part";
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(target.getParent(), glob)) {
            FileTime abandoned = FileTime.from(Instant.now().minus(ABANDONED));
            for (Path draft : drafts) {
                if (Files.getLastModifiedTime(draft).compareTo(abandoned) < 0) {
                    Files.deleteIfExists(draft);
                }
            }
        } catch (NoSuchFileException finishedMeanwhile) {
            return;
        }
    }

    /** Writes a small text file whole. */
    public static void write(Path target, byte[] content) {
        try (Draft draft = of(target)) {
            draft.stream().write(content);
            draft.publish();
        } catch (IOException cause) {
            throw DiskStream.failed(target, cause);
        }
    }

    /** Where to write; failures of the disk come out as {@link CacheException} of kind STORAGE. */
    public OutputStream stream() {
        return stream;
    }

    /** Gives the file its name. Returns what was written. */
    public Fingerprint publish() {
        try {
            stream.flush();
            channel.force(true);
            channel.close();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            finished = true;
            return stream.fingerprint();
        } catch (IOException cause) {
            throw DiskStream.failed(target, cause);
        }
    }

    /** What has been written so far. */
    public Fingerprint fingerprint() {
        return stream.fingerprint();
    }

    /** Forgets what has been written, and begins anew. */
    public void restart() {
        try {
            channel.truncate(0);
            stream = new FingerprintStream(onDisk());
        } catch (IOException cause) {
            throw DiskStream.failed(target, cause);
        }
    }

    @Override
    public void close() {
        if (finished) {
            return;
        }
        if (!outlives) {
            discard();
            return;
        }
        finished = true;
        try (channel) {
            stream.flush();
        } catch (IOException cause) {
            throw DiskStream.failed(target, cause);
        }
    }

    /** Leaves nothing. */
    public void discard() {
        finished = true;
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot remove " + temporary + ": " + cause, cause);
        }
    }

    /** Tells failures of the disk from failures of what is being read. */
    private static final class DiskStream extends OutputStream {
        private final OutputStream out;
        private final Path file;

        DiskStream(FileChannel channel, Path file) {
            this.out = Channels.newOutputStream(channel);
            this.file = file;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException cause) {
                throw failed(file, cause);
            }
        }

        static CacheException failed(Path file, IOException cause) {
            if (cause instanceof ClosedByInterruptException) {
                return new CacheException(Kind.UNAVAILABLE, "interrupted while writing " + file, cause);
            }
            return new CacheException(
                    Kind.STORAGE,
                    "cannot write " + file + ": " + cause + "; is the disk full, or the directory not ours?",
                    cause);
        }
    }
}
