package io.ohmykube.launcher.container;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A script that lies beside this class as a resource. */
enum Recipe {
    NODE_IMAGE("node-image.sh"),
    NODE_INIT("node-init.sh");

    private final String file;

    Recipe(String file) {
        this.file = file;
    }

    String text() {
        try (InputStream in = Recipe.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the distribution lacks a script", e);
        }
    }

    /** The first digits of the script's SHA-256. */
    String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
