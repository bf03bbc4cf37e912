package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.CachedImage;
import io.ohmykube.cache.ImportRequest;
import io.ohmykube.cache.Progress;
import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Fingerprint;
import io.ohmykube.cache.store.Integrity;
import io.ohmykube.cache.store.Parallel;
import io.ohmykube.cache.store.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Images on disk: one OCI layout with the blobs, and for each reference and platform a record {@code
 * references/REGISTRY/REPOSITORY/@TAG.ARCH.yaml} that says what the tag meant when it was asked for, and which blobs the
 * image consists of. An image without its record is not there: the record is written last.
 */
public final class ImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(ImageStore.class);
    private static final int LAYERS_AT_ONCE = 3;

    private final Path references;
    private final BlobStore blobs;
    private final RegistryClient registry;
    private final ArtefactLocks locks;
    private final Integrity integrity;
    private final Yaml yaml;
    private final JsonMapper json;
    private final ArchiveImport archives;
    private final Progress progress;
    private final Runnable changed;

    /** @param changed is run when there is another image */
    public ImageStore(
            Path directory,
            RegistryClient registry,
            ArtefactLocks locks,
            Integrity integrity,
            Yaml yaml,
            JsonMapper json,
            Progress progress,
            Runnable changed) {
        this.references = directory.resolve("references");
        this.blobs = new BlobStore(directory, locks);
        this.registry = registry;
        this.locks = locks;
        this.integrity = integrity;
        this.yaml = yaml;
        this.json = json;
        this.archives = new ArchiveImport(directory.resolve("incoming"), json);
        this.progress = progress;
        this.changed = changed;
    }

    /** The image, pulled if it is not here whole. A tag that has been resolved once is not asked for again. */
    public CachedImage ensure(String reference, Architecture architecture) {
        ImageReference image = ImageReference.parse(reference);
        CachedImage present = find(image, architecture);
        if (present != null) {
            return present;
        }
        return locks.holding("image-" + image + "-" + architecture.word(), () -> {
            CachedImage meanwhile = find(image, architecture);
            if (meanwhile != null) {
                return meanwhile;
            }
            if (Files.exists(record(image, architecture))) {
                LOG.warn("{} in the cache is no longer what was put there; fetching what is damaged again", image);
            }
            return locks.sharing(ArtefactLocks.BLOBS, () -> pull(image, architecture));
        });
    }

    /** Asks whether {@link #ensure} could succeed, unless the image is here for some platform. */
    public void probe(String reference) {
        ImageReference image = ImageReference.parse(reference);
        for (Architecture architecture : Architecture.values()) {
            if (Files.isRegularFile(record(image, architecture))) {
                return;
            }
        }
        registry.probe(image);
    }

    /** Writes an OCI archive of these images; leaves {@code out} open. */
    public void writeArchive(Collection<CachedImage> images, OutputStream out) throws IOException {
        try {
            locks.sharing(ArtefactLocks.BLOBS, () -> {
                try {
                    new ImageArchive(blobs, json).write(images, out);
                    return true;
                } catch (IOException cause) {
                    throw new UncheckedIOException(cause);
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** Takes images out of an archive, all that are asked for or none; reads it to its end and does not close it. */
    public List<CachedImage> importArchive(InputStream archive, ImportRequest request) {
        return locks.sharing(
                ArtefactLocks.BLOBS,
                () -> archives.read(
                        archive,
                        request,
                        (name, image) -> locks.holding(
                                "image-" + name + "-" + request.architecture().word(),
                                () -> keep(name, request, image))));
    }

    private CachedImage keep(ImageReference name, ImportRequest request, StagedImage image) {
        Architecture architecture = request.architecture();
        List<Fingerprint> kept = new ArrayList<>();
        image.blobs().forEach(blob -> kept.add(blobs.adopt(blob)));
        kept.add(blobs.keep(image.manifest()));
        yaml.write(
                record(name, architecture),
                describe(name, architecture, image.manifest(), image.size(), kept)
                        .put("source", request.source()));
        changed.run();
        return new CachedImage(name.toString(), image.manifest().digest(), image.size());
    }

    private @Nullable CachedImage find(ImageReference image, Architecture architecture) {
        Path record = record(image, architecture);
        JsonNode known = yaml.readIfGood(record);
        if (known == null) {
            return null;
        }
        for (JsonNode blob : known.path("blobs")) {
            Fingerprint fingerprint = new Fingerprint(
                    blob.path("digest").asText(),
                    blob.path("size").asLong(),
                    blob.path("crc32c").asLong());
            if (!integrity.holds(blobs.path(fingerprint.digest()), fingerprint)) {
                return null;
            }
        }
        Yaml.touch(record);
        return new CachedImage(
                image.toString(),
                known.path("digest").asText(),
                known.path("size").asLong());
    }

    private CachedImage pull(ImageReference image, Architecture architecture) {
        FetchedManifest manifest = registry.manifest(image, image.target());
        if (manifest.isIndex()) {
            manifest = registry.manifest(image, manifest.select(architecture, image));
        }
        if (!manifest.isManifest()) {
            throw new CacheException(
                    Kind.INVALID,
                    image + " has a manifest of a kind that is not supported: " + manifest.mediaType(),
                    null);
        }
        List<Descriptor> parts = manifest.blobs();
        long size = parts.stream().mapToLong(Descriptor::size).sum();
        List<Fingerprint> kept = new ArrayList<>();
        try (Progress.Transfer transfer = progress.begin(image.toString(), size)) {
            kept.add(fetch(image, parts.get(0), transfer));
            checkArchitecture(image, architecture, parts.get(0));
            kept.addAll(
                    Parallel.map(parts.subList(1, parts.size()), LAYERS_AT_ONCE, part -> fetch(image, part, transfer)));
        }
        kept.add(blobs.keep(manifest));
        yaml.write(record(image, architecture), describe(image, architecture, manifest, size, kept));
        changed.run();
        return new CachedImage(image.toString(), manifest.digest(), size);
    }

    private Fingerprint fetch(ImageReference image, Descriptor blob, Progress.Transfer transfer) {
        AtomicBoolean fetched = new AtomicBoolean();
        Fingerprint kept = blobs.ensure(blob, (have, reader) -> {
            fetched.set(true);
            return registry.blob(image, blob.digest(), have, body -> body.tellingTo(transfer, reader));
        });
        if (!fetched.get()) {
            transfer.advance(blob.size());
        }
        return kept;
    }

    private void checkArchitecture(ImageReference image, Architecture architecture, Descriptor config) {
        try {
            JsonNode tree = json.readTree(Files.readAllBytes(blobs.path(config.digest())));
            String found = tree.path("architecture").asText(architecture.word());
            if (!found.equals(architecture.word())) {
                throw new CacheException(
                        Kind.NOT_FOUND,
                        image + " is not there for linux/" + architecture.word() + ", only for linux/" + found,
                        null);
            }
        } catch (IOException cause) {
            throw new CacheException(Kind.INVALID, "the configuration of " + image + " is unreadable: " + cause, cause);
        }
    }

    private static ObjectNode describe(
            ImageReference image,
            Architecture architecture,
            FetchedManifest manifest,
            long size,
            List<Fingerprint> kept) {
        ObjectNode document = Yaml.document()
                .put("reference", image.toString())
                .put("architecture", architecture.word())
                .put("digest", manifest.digest())
                .put("mediaType", manifest.mediaType())
                .put("size", size)
                .put("fetched", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        ArrayNode list = document.putArray("blobs");
        for (Fingerprint blob : kept) {
            list.addObject()
                    .put("digest", blob.digest())
                    .put("size", blob.size())
                    .put("crc32c", blob.crc());
        }
        return document;
    }

    /** {@code @} begins no part of a repository's name, so that records and repositories never meet. */
    private Path record(ImageReference image, Architecture architecture) {
        String version =
                (image.tag() == null ? "" : image.tag()) + (image.digest() == null ? "" : "@" + image.digest());
        return references
                .resolve(image.registry())
                .resolve(image.repository())
                .resolve("@" + version + "." + architecture.word() + ".yaml");
    }
}
