package io.ohmykube.cache.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.CachedImage;
import io.ohmykube.cache.ImageNames;
import io.ohmykube.cache.ImportRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Brings images of this host's container programs, and of files, into the cache, without a copy in between. */
public final class HostImages {
    private static final JsonMapper JSON = new JsonMapper();

    private final Cache cache;
    private final Programs programs;
    private final Architecture architecture;
    private final boolean anyArchitecture;

    /**
     * Takes images for one architecture.
     *
     * @param architecture that images must be made for
     * @param anyArchitecture takes them also where they are made for another
     */
    public HostImages(Cache cache, Programs programs, Architecture architecture, boolean anyArchitecture) {
        this.cache = cache;
        this.programs = programs;
        this.architecture = architecture;
        this.anyArchitecture = anyArchitecture;
    }

    /**
     * An image that is in the cache now.
     *
     * @param origin where it was found, for people
     */
    public record Taken(CachedImage image, String origin) {}

    /**
     * From the first program that has the image, else from its registry.
     *
     * @param reference as the user wrote it, which is what the image is called from then on; each program completes it in
     *     its own way
     * @throws CacheException which says what the registry said, and what the programs
     */
    public Taken first(String reference) {
        String name = ImageNames.full(reference);
        List<String> refusals = new ArrayList<>();
        for (HostRuntime runtime : HostRuntime.values()) {
            Path program = programs.find(runtime.word()).orElse(null);
            if (program != null) {
                Programs.Output known = programs.run(runtime.inspect(program.toString(), reference));
                if (known.ok()) {
                    return save(runtime, program, reference, known);
                }
                refusals.add(runtime.word() + ": " + known.message());
            }
        }
        try {
            return new Taken(cache.ensureImage(name, architecture), "its registry");
        } catch (CacheException failed) {
            throw refusals.isEmpty()
                    ? failed
                    : new CacheException(
                            failed.kind(),
                            failed.getMessage() + "; nor does a program of this host have it ("
                                    + String.join("; ", refusals) + ")",
                            failed);
        }
    }

    /** From one program. Throws {@link CacheException} with the program's own message if it does not have it. */
    public Taken from(HostRuntime runtime, String reference) {
        ImageNames.full(reference);
        Path program = programs.find(runtime.word())
                .orElseThrow(() -> new CacheException(
                        Kind.NOT_FOUND, runtime.word() + " is not installed on this host, or not in the PATH", null));
        Programs.Output known = programs.run(runtime.inspect(program.toString(), reference));
        if (!known.ok()) {
            throw new CacheException(Kind.NOT_FOUND, runtime.word() + ": " + known.message(), null);
        }
        return save(runtime, program, reference, known);
    }

    /**
     * From a file.
     *
     * @param references those to take; empty takes all that have names
     */
    public List<Taken> fromFile(Path file, List<String> references) {
        ImportRequest request = request(references, file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            return cache.importArchive(in, request).stream()
                    .map(image -> new Taken(image, file.toString()))
                    .toList();
        } catch (IOException cause) {
            throw new CacheException(Kind.INVALID, "cannot read " + file + ": " + cause.getMessage(), cause);
        }
    }

    private Taken save(HostRuntime runtime, Path program, String reference, Programs.Output known) {
        refuseId(reference, known.out());
        ImportRequest request = request(List.of(ImageNames.full(reference)), runtime.word());
        List<CachedImage> images =
                programs.read(runtime.save(program.toString(), reference), in -> cache.importArchive(in, request));
        return new Taken(images.get(0), runtime.word());
    }

    private ImportRequest request(List<String> references, String source) {
        return new ImportRequest(references, architecture, anyArchitecture, source);
    }

    /** Programs take the beginning of an image's ID for its name; Kubernetes would not. */
    private static void refuseId(String reference, String inspected) {
        if (!reference.matches("[0-9a-f]{6,64}")) {
            return;
        }
        try {
            JsonNode image = JSON.readTree(inspected).path(0);
            String id = image.path("Id").asText().replace("sha256:", "");
            if (id.startsWith(reference)) {
                throw new CacheException(
                        Kind.INVALID,
                        "'" + reference + "' is an ID; name the image by its repository and tag: "
                                + image.path("RepoTags"),
                        null);
            }
        } catch (JsonProcessingException notUnderstood) {
            return;
        }
    }
}
