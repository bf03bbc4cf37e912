package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.image.Staging.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks into the files of an archive that has been read. */
final class ArchiveContents {
    /** What registries take at most as a manifest; nothing else that is read whole is larger. */
    private static final long LIMIT = 4L * 1024 * 1024;

    private final String source;
    private final Staging staging;
    private final JsonMapper json;

    ArchiveContents(String source, Staging staging, JsonMapper json) {
        this.source = source;
        this.staging = staging;
        this.json = json;
    }

    String source() {
        return source;
    }

    /** A file that may be missing, as a tree. */
    @Nullable
    JsonNode treeAt(String path) {
        Staged file = staging.at(path);
        return file == null ? null : tree(file, path);
    }

    /** A file by the path that another file has for it. */
    Staged at(String path) {
        return present(staging.at(path), path);
    }

    /** A file by the digest that another file has for it. */
    Staged blob(Descriptor descriptor) {
        Staged blob = present(staging.holding(descriptor.digest()), descriptor.digest());
        if (descriptor.size() != blob.fingerprint().size()) {
            throw invalid(descriptor.digest() + " has another size than is said of it", null);
        }
        return blob;
    }

    boolean has(Descriptor descriptor) {
        return staging.holding(descriptor.digest()) != null;
    }

    FetchedManifest manifest(Descriptor descriptor, String mediaType) {
        byte[] content = content(blob(descriptor), descriptor.digest());
        return new FetchedManifest(descriptor.digest(), content, parse(content, descriptor.digest()), mediaType);
    }

    /**
     * An image with all its parts, made for the architecture.
     *
     * @param anyArchitecture takes it also where it is not
     */
    StagedImage whole(String name, FetchedManifest manifest, Architecture architecture, boolean anyArchitecture) {
        List<Staged> blobs = new ArrayList<>();
        for (Descriptor descriptor : manifest.blobs()) {
            blobs.add(blob(descriptor));
        }
        String platform = platform(tree(blobs.get(0), "configuration"));
        String wanted = "linux/" + architecture.word();
        if (!anyArchitecture && !platform.isEmpty() && !platform.equals(wanted)) {
            throw wrongPlatform(name, platform, architecture);
        }
        return new StagedImage(manifest, blobs, platform);
    }

    /** What a configuration says it is for; empty where it does not. */
    static String platform(JsonNode configuration) {
        String architecture = configuration.path("architecture").asText();
        return architecture.isEmpty() ? "" : configuration.path("os").asText("linux") + "/" + architecture;
    }

    JsonNode tree(Staged file, String what) {
        return parse(content(file, what), what);
    }

    CacheException wrongPlatform(String name, String found, Architecture wanted) {
        return new CacheException(
                Kind.INVALID,
                name + " of " + source + " is for " + found + ", but linux/" + wanted.word()
                        + " is wanted; take one made for it, or this one all the same with --skip-arch-check",
                null);
    }

    CacheException invalid(String problem, @Nullable Throwable cause) {
        return new CacheException(Kind.INVALID, source + ": " + problem, cause);
    }

    private Staged present(@Nullable Staged file, String what) {
        if (file == null) {
            throw invalid(what + " is missing in the archive; it is not whole", null);
        }
        return file;
    }

    private byte[] content(Staged file, String what) {
        if (file.fingerprint().size() > LIMIT) {
            throw invalid(what + " is larger than 4 MiB", null);
        }
        try {
            return Files.readAllBytes(file.file());
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot read " + file.file() + ": " + cause, cause);
        }
    }

    private JsonNode parse(byte[] content, String what) {
        try {
            return json.readTree(content);
        } catch (IOException cause) {
            throw invalid(what + " is no JSON: " + cause.getMessage(), cause);
        }
    }
}
