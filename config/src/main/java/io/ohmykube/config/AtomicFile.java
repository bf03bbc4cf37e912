package io.ohmykube.config;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.UUID;

/**
 * Replaces files so that a reader, or this host after a crash, sees the old content or the new, never a part.
 *
 * <p>Files are made 0600 and directories 0700 where the file system has permissions. The content is written to a
 * temporary file beside the target, {@code .<name>.<random>.tmp}, which a killed process may leave behind: it is
 * ignored, and the next write of the same target removes it once nothing has been written to it for ten minutes.
 */
public final class AtomicFile {
    private static final Duration ABANDONED = Duration.ofMinutes(10);
    private static final String TEMPORARY = ".tmp";

    private AtomicFile() {}

    /** Writes the bytes of a file into the stream, which it leaves open. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces the file's content, making its directory first where there is none. */
    public static void write(Path target, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(target, out -> out.write(bytes));
    }

    /** As {@link #write(Path, String)}; the target keeps its old content where {@code body} throws. */
    public static void write(Path target, Body body) throws IOException {
        Path directory = directoryOf(target);
        createDirectories(directory);
        removeAbandoned(directory, target);
        Path temporary = directory.resolve("." + target.getFileName() + "." + UUID.randomUUID() + TEMPORARY);
        try {
            try (FileChannel channel = open(temporary)) {
                OutputStream out = Channels.newOutputStream(channel);
                body.writeTo(out);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(directory);
    }

    /** Makes a directory and those above it, each 0700; those that exist are left as they are. */
    public static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            createDirectories(parent);
        }
        try {
            Files.createDirectory(directory, permissions(directory, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** Whether this is the name of a temporary file of ours. */
    static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(TEMPORARY);
    }

    /** Opens a file that is only ever locked. */
    static FileChannel openOrCreate(Path file) throws IOException {
        return FileChannel.open(
                file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), permissions(file, "rw-------"));
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                permissions(file, "rw-------"));
    }

    private static FileAttribute<?>[] permissions(Path path, String mode) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))};
    }

    private static Path directoryOf(Path target) {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException(target + " is not a file");
        }
        return directory;
    }

    private static void removeAbandoned(Path directory, Path target) throws IOException {
        Instant oldest = Instant.now().minus(ABANDONED);
        String prefix = "." + target.getFileName() + ".";
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                directory,
                entry -> isTemporary(entry) && entry.getFileName().toString().startsWith(prefix))) {
            for (Path entry : entries) {
                removeIfOlder(entry, oldest);
            }
        }
    }

    private static void removeIfOlder(Path entry, Instant oldest) throws IOException {
        try {
            FileTime modified = Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS);
            if (modified.toInstant().isBefore(oldest)) {
                Files.deleteIfExists(entry);
            }
        } catch (java.nio.file.NoSuchFileException goneMeanwhile) {
            // Its writer has just renamed or removed it, which is what is wanted.
        }
    }

    /** Makes the rename itself last over a crash; file systems that cannot open a directory do without. */
    private static void sync(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException | UnsupportedOperationException notSupported) {
            // The content is safe either way: a crash may at worst bring the old file back.
        }
    }
}
