package io.ohmykube.cache.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * What the content of a file is known by.
 *
 * @param digest {@code sha256:…}, for others and for what came over the network
 * @param size in bytes
 * @param crc CRC-32C, for finding out quickly, before each use, whether the disk still holds what was put there: it runs
 *     at several GB/s also where the JVM does not compile SHA-256 to the processor's instructions
 */
public record Fingerprint(String digest, long size, long crc) {
    /** Whether the file is there and its content still the same. */
    public boolean matches(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) == size && crcOf(file) == crc;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** The fingerprint of a whole file, which takes as long as hashing it does. */
    public static Fingerprint of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                FingerprintStream out = new FingerprintStream(OutputStream.nullOutputStream())) {
            in.transferTo(out);
            return out.fingerprint();
        }
    }

    private static long crcOf(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
            }
        }
        return crc.getValue();
    }
}
