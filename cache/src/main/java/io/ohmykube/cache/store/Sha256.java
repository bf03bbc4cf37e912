package io.ohmykube.cache.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making, written {@code sha256:…} as registries do. */
public final class Sha256 {
    private final MessageDigest digest = create();

    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    /** Of everything so far; more may follow. */
    public String digest() {
        try {
            MessageDigest copy = (MessageDigest) digest.clone();
            return "sha256:" + HexFormat.of().formatHex(copy.digest());
        } catch (CloneNotSupportedException cause) {
            throw new IllegalStateException("the SHA-256 of this Java runtime cannot be copied", cause);
        }
    }

    public static String of(byte[] bytes) {
        Sha256 sha256 = new Sha256();
        sha256.update(bytes, 0, bytes.length);
        return sha256.digest();
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("every Java runtime has SHA-256", cause);
        }
    }
}
