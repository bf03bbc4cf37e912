package io.ohmykube.workers.node;

import com.github.luben.zstd.ZstdInputStream;
import io.ohmykube.launcher.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A {@code .tar.zst} as the {@code .tar} in it, for nodes that have no zstd. */
final class Unpacked {
    private Unpacked() {}

    static Content content(Path archive) {
        return out -> {
            try (InputStream in = new ZstdInputStream(Files.newInputStream(archive))) {
                in.transferTo(out);
            }
        };
    }

    /** {@code sha256:…} of the {@code .tar}. */
    static String digest(Path archive) {
        try (DigestOutputStream out =
                new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            content(archive).writeTo(out);
            return "sha256:" + HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + archive, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
