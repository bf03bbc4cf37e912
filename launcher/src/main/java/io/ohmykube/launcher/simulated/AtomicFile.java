package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Replaces files as a whole. Temporary files begin with a dot and are readable by their owner only. */
final class AtomicFile {
    private AtomicFile() {}

    static void write(Path file, byte[] content) throws IOException {
        Path directory = Objects.requireNonNull(file.getParent());
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(directory, ".", ".tmp");
        try {
            Files.write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
