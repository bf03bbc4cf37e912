package io.ohmykube.workers.node;

import io.ohmykube.workers.contract.PermanentStepException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is asked of the user's files on this computer. A file that is gone is a {@link PermanentStepException}. */
final class LocalFile {
    private LocalFile() {}

    static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Its permissions, four octal digits. */
    static String mode(Path file) {
        try {
            String letters = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            return String.format(
                    "%04o", Integer.parseInt(letters.replaceAll("[rwx]", "1").replace('-', '0'), 2));
        } catch (UnsupportedOperationException e) {
            return Files.isDirectory(file) ? "0755" : "0644";
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static PermanentStepException unreadable(Path file, IOException e) {
        return new PermanentStepException(
                "the file " + file + " of this computer cannot be read; put it back, then resume goes on", e);
    }
}
