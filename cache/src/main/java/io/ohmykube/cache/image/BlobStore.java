package io.ohmykube.cache.image;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.fetch.Body;
import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Draft;
import io.ohmykube.cache.store.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

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
     * @param source has the blob read by what it is given
     */
    Fingerprint ensure(Descriptor blob, Function<Function<Body, Fingerprint>, Fingerprint> source) {
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
            return source.apply(body -> keep(blob, body, file));
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

    private static Fingerprint keep(Descriptor blob, Body body, Path file) {
        try (Draft draft = Draft.of(file)) {
            body.stream().transferTo(draft.stream());
            if (!draft.fingerprint().digest().equals(blob.digest())) {
                throw RegistryClient.mismatch(
                        body.from(), blob.digest(), draft.fingerprint().digest());
            }
            return draft.publish();
        } catch (IOException cause) {
            throw new CacheException(Kind.UNAVAILABLE, "cannot read " + blob.digest() + ": " + cause, cause);
        }
    }
}
