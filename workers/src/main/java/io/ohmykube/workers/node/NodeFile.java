package io.ohmykube.workers.node;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A small text file that a node should have.
 *
 * @param mode octal
 */
record NodeFile(String path, String content, String mode) {
    /** A file that everybody may read. */
    NodeFile(String path, String content) {
        this(path, content, "0644");
    }

    /** A file for root alone. */
    static NodeFile secret(String path, String content) {
        return new NodeFile(path, content, "0600");
    }

    String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
