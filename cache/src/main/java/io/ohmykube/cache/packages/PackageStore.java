package io.ohmykube.cache.packages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.CachedPackage;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.cache.Progress;
import io.ohmykube.cache.fetch.Body;
import io.ohmykube.cache.fetch.Fetcher;
import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Draft;
import io.ohmykube.cache.store.Fingerprint;
import io.ohmykube.cache.store.Integrity;
import io.ohmykube.cache.store.Yaml;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packages on disk: {@code NAME/VERSION/ARCH/NAME-VERSION-ARCH.tar.zst}, and beside each a record of the same name with
 * {@code .yaml}. One record per package instead of one index for all, so that writers never meet. A package without its
 * record is not there: the record is written last.
 */
public final class PackageStore {
    private static final Logger LOG = LoggerFactory.getLogger(PackageStore.class);

    private final Path directory;
    private final PackageSources sources;
    private final Fetcher fetcher;
    private final ArtefactLocks locks;
    private final Integrity integrity;
    private final Yaml yaml;
    private final Progress progress;
    private final Runnable changed;
    private final Normaliser normaliser;

    /** @param changed is run when there is another package */
    public PackageStore(
            Path directory,
            PackageSources sources,
            Fetcher fetcher,
            ArtefactLocks locks,
            Integrity integrity,
            Yaml yaml,
            Progress progress,
            Runnable changed) {
        this.directory = directory;
        this.sources = sources;
        this.fetcher = fetcher;
        this.locks = locks;
        this.integrity = integrity;
        this.yaml = yaml;
        this.progress = progress;
        this.changed = changed;
        this.normaliser = new Normaliser(directory);
    }

    /** The package, fetched if it is not here or no longer what was put here. */
    public CachedPackage ensure(PackageRequest request) {
        PackageSource source = sources.source(request);
        CachedPackage present = find(request);
        if (present != null) {
            return present;
        }
        return locks.holding("package-" + name(request), () -> {
            CachedPackage meanwhile = find(request);
            if (meanwhile != null) {
                return meanwhile;
            }
            if (Files.exists(record(request))) {
                LOG.warn("{} is no longer what was put there; fetching it again", archive(request));
            }
            return fetch(request, source);
        });
    }

    /** What would have to be asked to {@link #ensure} this package, if anything. */
    public void probe(PackageRequest request) {
        PackageSource source = sources.source(request);
        if (!Files.isRegularFile(record(request))) {
            fetcher.probe(source.checksum());
            fetcher.probe(source.archive());
        }
    }

    private @Nullable CachedPackage find(PackageRequest request) {
        Path record = record(request);
        JsonNode known = yaml.readIfGood(record);
        if (known == null) {
            return null;
        }
        Path archive = archive(request);
        Fingerprint fingerprint = new Fingerprint(
                known.path("digest").asText(),
                known.path("size").asLong(),
                known.path("crc32c").asLong());
        if (!integrity.holds(archive, fingerprint)) {
            return null;
        }
        Yaml.touch(record);
        return new CachedPackage(
                request,
                archive,
                fingerprint.digest(),
                fingerprint.size(),
                URI.create(known.path("source").asText()));
    }

    private CachedPackage fetch(PackageRequest request, PackageSource source) {
        String expected = PublishedChecksum.find(fetcher.text(source.checksum()), source.fileName(), source.checksum());
        Remains remains = new Remains(archive(request), source);
        return fetcher.read(source.archive(), remains::take, body -> {
            String what = request.name() + " " + request.version() + " "
                    + request.architecture().word();
            try (Progress.Transfer transfer = progress.begin(what, body.length())) {
                return body.tellingTo(transfer, told -> keep(request, source, expected, told, remains));
            }
        });
    }

    private CachedPackage keep(
            PackageRequest request, PackageSource source, String expected, Body body, Remains remains) {
        Body whole = remains.before(body);
        try (Draft draft = remains.draft()) {
            long originalSize = download(source, expected, whole, draft);
            Fingerprint fingerprint = draft.publish();
            yaml.write(record(request), describe(request, source, expected, originalSize, fingerprint));
            changed.run();
            remains.forget();
            return new CachedPackage(
                    request, archive(request), fingerprint.digest(), fingerprint.size(), source.archive());
        } catch (CacheException failed) {
            // Only a transfer that broke off can be continued; and a full disk is to be left with more room.
            if (failed.kind() != Kind.UNAVAILABLE) {
                remains.forget();
            }
            throw failed;
        }
    }

    private long download(PackageSource source, String expected, Body body, Draft draft) {
        try (DigestingStream original = new DigestingStream(body.stream())) {
            @Nullable Exception unreadable = null;
            try {
                normaliser.normalise(original, body.length(), source.placement(), draft.stream());
            } catch (IOException | IllegalArgumentException broken) {
                unreadable = broken;
            }
            original.drain();
            if (!expected.equals(original.digest())) {
                throw new CacheException(
                        Kind.CHECKSUM_MISMATCH,
                        body.from() + " has " + original.digest() + ", but " + expected + " was published at "
                                + source.checksum(),
                        unreadable,
                        Duration.ZERO);
            }
            if (unreadable != null) {
                throw new CacheException(
                        Kind.INVALID, body.from() + " cannot be read as an archive: " + unreadable, unreadable);
            }
            return original.size();
        } catch (IOException cause) {
            throw new CacheException(Kind.UNAVAILABLE, "cannot read " + source.archive() + ": " + cause, cause);
        }
    }

    private static ObjectNode describe(
            PackageRequest request,
            PackageSource source,
            String originalDigest,
            long originalSize,
            Fingerprint fingerprint) {
        return Yaml.document()
                .put("name", request.name())
                .put("version", request.version())
                .put("architecture", request.architecture().word())
                .put("source", source.archive().toString())
                .put("originalDigest", originalDigest)
                .put("originalSize", originalSize)
                .put("digest", fingerprint.digest())
                .put("size", fingerprint.size())
                .put("crc32c", fingerprint.crc())
                .put("fetched", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private Path archive(PackageRequest request) {
        return folder(request).resolve(name(request) + ".tar.zst");
    }

    private Path record(PackageRequest request) {
        return folder(request).resolve(name(request) + ".yaml");
    }

    private Path folder(PackageRequest request) {
        return directory
                .resolve(request.name())
                .resolve(request.version())
                .resolve(request.architecture().word());
    }

    private static String name(PackageRequest request) {
        return request.name() + "-" + request.version() + "-"
                + request.architecture().word();
    }
}
