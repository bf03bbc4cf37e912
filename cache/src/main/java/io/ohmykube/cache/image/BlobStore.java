package io.ohmykube.cache.image;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.fetch.Body;
import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Draft;
import io.ohmykube.cache.store.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One OCI image layout for all images: {@code blobs/sha256/…}, each blob once however many images have it. */
final class BlobStore {
    static final byte[] LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

    private final Path directory;
    private final ArtefactLocks locks;

    BlobStore(Path directory, ArtefactLocks locks) {
        this.directory = directory;
        this.locks = locks;
    }

    Path path(String digest) {
        return directory.resolve("blobs").resolve("sha256").resolve(digest.substring("sha256:".length()));
    }

    /**
     * Keeps a blob, unless it is here and whole; verified before it gets its name.
     *
     * @param source has the blob read
     */
    Fingerprint ensure(Descriptor blob, Source source) {
        return locks.holding("blob-" + blob.digest(), () -> {
            Path file = path(blob.digest());
            try {
                if (Files.isRegularFile(file)) {
                    Fingerprint present = Fingerprint.of(file);
                    if (present.digest().equals(blob.digest())) {
                        return present;
                    }
                }
            } catch (IOException cause) {
                throw new CacheException(Kind.STORAGE, "cannot read " + file + ": " + cause, cause);
            }
            Fingerprint whole = fromPart(blob, file);
            return whole != null ? whole : source.read(() -> have(file), body -> keep(blob, body, file));
        });
    }

    /** Keeps a file of this file system that has been verified already, by giving it its name. */
    Fingerprint adopt(Staging.Staged blob) {
        return locks.holding("blob-" + blob.digest(), () -> {
            Path file = path(blob.digest());
            try {
                if (Files.exists(blob.file())) {
                    Files.createDirectories(file.getParent());
                    Files.move(blob.file(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
                return blob.fingerprint();
            } catch (IOException cause) {
                throw new CacheException(Kind.STORAGE, "cannot write " + file + ": " + cause, cause);
            }
        });
    }

    /** Keeps a manifest that has been verified already. */
    Fingerprint keep(FetchedManifest manifest) {
        Path layout = directory.resolve("oci-layout");
        if (!Files.exists(layout)) {
            Draft.write(layout, LAYOUT);
        }
        try (Draft draft = Draft.of(path(manifest.digest()))) {
            manifest.writeTo(draft.stream());
            return draft.publish();
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot keep manifest " + manifest.digest() + ": " + cause, cause);
        }
    }

    /** What a process left that died, or was cut off, when it had all of it. */
    private static @Nullable Fingerprint fromPart(Descriptor blob, Path file) {
        if (have(file) < blob.size() || !Files.exists(Draft.partOf(file))) {
            return null;
        }
        try (Draft draft = Draft.continuing(file)) {
            if (draft.fingerprint().digest().equals(blob.digest())) {
                return draft.publish();
            }
            draft.discard();
            return null;
        }
    }

    private static long have(Path file) {
        try {
            return Files.size(Draft.partOf(file));
        } catch (IOException none) {
            return 0;
        }
    }

    private static Fingerprint keep(Descriptor blob, Body body, Path file) {
        try (Draft draft = Draft.continuing(file)) {
            try {
                if (body.offset() == 0) {
                    draft.restart();
                }
                copy(body.stream(), blob.size() - body.offset(), draft.stream());
                if (!draft.fingerprint().digest().equals(blob.digest())) {
                    throw RegistryClient.mismatch(
                            body.from(), blob.digest(), draft.fingerprint().digest());
                }
                return draft.publish();
            } catch (CacheException failed) {
                // Only a transfer that broke off can be continued; and a full disk is to be left with more room.
                if (failed.kind() != Kind.UNAVAILABLE) {
                    draft.discard();
                }
                throw failed;
            }
        } catch (IOException cause) {
            throw new CacheException(Kind.UNAVAILABLE, "cannot read " + blob.digest() + ": " + cause, cause);
        }
    }

    /** One byte more than expected is enough to tell that these are others. */
    private static void copy(InputStream in, long expected, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = expected + 1;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return;
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    /** Where a blob comes from. */
    interface Source {
        /**
         * Has the blob read.
         *
         * @param have says how many of its first bytes are here already
         */
        Fingerprint read(LongSupplier have, Function<Body, Fingerprint> reader);
    }
}
