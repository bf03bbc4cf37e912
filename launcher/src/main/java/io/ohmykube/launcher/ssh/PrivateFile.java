package io.ohmykube.launcher.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files only their owner may read, in directories only their owner may enter. */
final class PrivateFile {
    private PrivateFile() {}

    static void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Opens the file to be appended to, and makes it where there is none. */
    static OutputStream append(Path file) throws IOException {
        makeDirectory(file.toAbsolutePath().getParent());
        if (!Files.exists(file)) {
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException e) {
                // Another process of ours was first.
            }
        }
        return Files.newOutputStream(file, StandardOpenOption.APPEND);
    }

    /** Replaces the file atomically. */
    static void write(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        makeDirectory(directory);
        // Temporary files are 0600 from the start.
        Path temporary = Files.createTempFile(directory, "." + file.getFileName(), null);
        try {
            Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
