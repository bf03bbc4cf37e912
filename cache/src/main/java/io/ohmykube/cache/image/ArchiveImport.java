package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.ImportRequest;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Takes images out of an archive: all that are asked for, or none. */
final class ArchiveImport {
    private final Path directory;
    private final JsonMapper json;

    /** @param directory where files wait until it is known what they are; of the same file system as the blobs */
    ArchiveImport(Path directory, JsonMapper json) {
        this.directory = directory;
        this.json = json;
    }

    /**
     * Reads the archive to its end; does not close it.
     *
     * @param keep is called once for each image once all are known to be whole
     */
    <T> List<T> read(InputStream archive, ImportRequest request, BiFunction<ImageReference, StagedImage, T> keep) {
        try (Staging staging = Staging.in(directory)) {
            new ArchiveReader(request.source(), staging).read(archive);
            ArchiveContents contents = new ArchiveContents(request.source(), staging, json);
            Map<ImageReference, StagedImage> chosen = new LinkedHashMap<>();
            choose(images(contents), request, contents)
                    .forEach((name, image) -> chosen.put(
                            name, checked(name, image.select(request.architecture(), request.anyArchitecture()))));
            List<T> kept = new ArrayList<>();
            chosen.forEach((name, image) -> kept.add(keep.apply(name, image)));
            return kept;
        }
    }

    private List<ArchivedImage> images(ArchiveContents contents) {
        JsonNode index = contents.treeAt("index.json");
        JsonNode list = contents.treeAt("manifest.json");
        DockerArchive docker = new DockerArchive(contents, json);
        List<ArchivedImage> images = new ArrayList<>();
        if (index != null) {
            images.addAll(new OciLayout(contents).images(index, list == null ? Map.of() : docker.names(list)));
        } else if (list != null) {
            images.addAll(docker.images(list));
        } else {
            throw contents.invalid(
                    "it holds neither index.json nor manifest.json; archives of images are written by docker, podman"
                            + " or nerdctl save",
                    null);
        }
        if (images.isEmpty()) {
            throw contents.invalid("there is no image in the archive", null);
        }
        return images;
    }

    private static Map<ImageReference, ArchivedImage> choose(
            List<ArchivedImage> images, ImportRequest request, ArchiveContents contents) {
        Map<ImageReference, ArchivedImage> named = new LinkedHashMap<>();
        for (ArchivedImage image : images) {
            image.names().forEach(name -> named.put(ImageReference.parse(name), image));
        }
        if (request.references().isEmpty()) {
            if (named.isEmpty()) {
                throw contents.invalid("the image has no name there; say what it is to be called", null);
            }
            return named;
        }
        Map<ImageReference, ArchivedImage> chosen = new LinkedHashMap<>();
        for (String text : request.references()) {
            ImageReference name = ImageReference.parse(text);
            ArchivedImage image = named.get(name);
            if (image == null && images.size() == 1 && request.references().size() == 1) {
                image = images.get(0);
            }
            if (image == null) {
                throw new CacheException(
                        Kind.NOT_FOUND, name + " is not in " + request.source() + ", which has " + list(named), null);
            }
            chosen.put(name, image);
        }
        return chosen;
    }

    private static String list(Map<ImageReference, ArchivedImage> named) {
        Set<String> names =
                named.keySet().stream().map(ImageReference::toString).collect(Collectors.toSet());
        return names.isEmpty()
                ? "images without names"
                : names.stream().sorted().collect(Collectors.joining(", "));
    }

    /** A name with a digest must not be given to anything else. */
    private static StagedImage checked(ImageReference name, StagedImage image) {
        if (name.digest() != null && !name.digest().equals(image.manifest().digest())) {
            throw new CacheException(
                    Kind.INVALID,
                    name + " is there with digest " + image.manifest().digest()
                            + ": archives need not have the manifest that the registry has; name the image by its tag",
                    null);
        }
        return image;
    }
}
