package io.ohmykube.cache.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.fetch.Fetcher;
import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Draft;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.cache.store.Yaml;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Manifests on disk: {@code HOST/PATH}, and beside each a record {@code HOST/PATH@.yaml} with its digest. Nobody
 * publishes sums of manifests, so the digest only tells whether the kept copy is still what was fetched.
 */
public final class ManifestStore {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestStore.class);

    private final Path directory;
    private final Fetcher fetcher;
    private final ArtefactLocks locks;
    private final Yaml yaml;

    public ManifestStore(Path directory, Fetcher fetcher, ArtefactLocks locks, Yaml yaml) {
        this.directory = directory;
        this.fetcher = fetcher;
        this.locks = locks;
        this.yaml = yaml;
    }

    /** The text, fetched if it is not here. */
    public String ensure(URI source) {
        Path file = file(source);
        String present = find(file);
        if (present != null) {
            return present;
        }
        return locks.holding("manifest-" + Sha256.of(bytes(source.toString())), () -> {
            String meanwhile = find(file);
            if (meanwhile != null) {
                return meanwhile;
            }
            if (Files.exists(record(file))) {
                LOG.warn("{} is no longer what was put there; fetching it again", file);
            }
            return fetch(source, file);
        });
    }

    /** Asks whether {@link #ensure} could succeed, unless it is here. */
    public void probe(URI source) {
        if (find(file(source)) == null) {
            fetcher.probe(source);
        }
    }

    private String fetch(URI source, Path file) {
        String text = fetcher.text(source);
        byte[] content = bytes(text);
        Draft.write(file, content);
        yaml.write(
                record(file),
                Yaml.document()
                        .put("source", source.toString())
                        .put("digest", Sha256.of(content))
                        .put("size", content.length)
                        .put(
                                "fetched",
                                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
        return text;
    }

    private @Nullable String find(Path file) {
        JsonNode known = yaml.readIfGood(record(file));
        if (known == null || !Files.isRegularFile(file)) {
            return null;
        }
        try {
            byte[] content = Files.readAllBytes(file);
            if (Sha256.of(content).equals(known.path("digest").asText())) {
                Yaml.touch(record(file));
                return new String(content, StandardCharsets.UTF_8);
            }
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot read " + file + ": " + cause, cause);
        }
        return null;
    }

    private Path file(URI source) {
        String authority = source.getRawAuthority();
        String path = source.getRawPath();
        if (authority == null || path == null || path.endsWith("/") || source.getRawQuery() != null) {
            throw new CacheException(Kind.INVALID, "'" + source + "' is not the URL of a manifest", null);
        }
        Path file = directory.resolve(authority + path).normalize();
        if (!file.startsWith(directory.resolve(authority)) || file.equals(directory.resolve(authority))) {
            throw new CacheException(Kind.INVALID, "'" + source + "' is not the URL of a manifest", null);
        }
        return file;
    }

    private static Path record(Path file) {
        return file.resolveSibling(file.getFileName() + "@.yaml");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
