package io.ohmykube.cache.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.store.Yaml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code bundle.yaml}, the first file of a bundle: what it is for, and every other file in the order of the bundle. */
record TableOfContents(String kubernetes, List<Architecture> architectures, List<BundleFile> files) {
    static final String NAME = "bundle.yaml";
    private static final int FORMAT = 1;

    byte[] write(Yaml yaml) {
        ObjectNode document = Yaml.document().put("format", FORMAT).put("kubernetes", kubernetes);
        ArrayNode words = document.putArray("architectures");
        architectures.forEach(architecture -> words.add(architecture.word()));
        ArrayNode list = document.putArray("files");
        for (BundleFile file : files) {
            list.addObject()
                    .put("path", file.path())
                    .put("sha256", file.digest().substring("sha256:".length()))
                    .put("size", file.size());
        }
        return yaml.bytes(document);
    }

    /** Throws {@link BrokenBundle} saying what is wrong. */
    static TableOfContents read(byte[] content, Yaml yaml) {
        JsonNode document;
        try {
            document = yaml.read(new ByteArrayInputStream(content));
        } catch (IOException cause) {
            throw new BrokenBundle(NAME + " in it is not YAML", cause);
        }
        int format = document.path("format").asInt();
        if (format != FORMAT) {
            throw new BrokenBundle(
                    "it has format " + document.path("format").asText("none") + ", and this version of ohmykube reads "
                            + FORMAT + " only; create it anew, or take a newer ohmykube",
                    null);
        }
        List<Architecture> architectures = new ArrayList<>();
        List<BundleFile> files = new ArrayList<>();
        try {
            document.path("architectures").forEach(word -> architectures.add(Architecture.of(word.asText())));
        } catch (IllegalArgumentException cause) {
            throw new BrokenBundle(cause.getMessage(), cause);
        }
        for (JsonNode entry : document.path("files")) {
            BundleFile file = new BundleFile(
                    entry.path("path").asText(),
                    "sha256:" + entry.path("sha256").asText(),
                    entry.path("size").asLong(-1));
            if (!file.isInPlace() || file.size() < 0) {
                throw new BrokenBundle("it names a file in a place where none may be: '" + file.path() + "'", null);
            }
            files.add(file);
        }
        return new TableOfContents(
                document.path("kubernetes").asText(), List.copyOf(architectures), List.copyOf(files));
    }

    @Nullable
    BundleFile find(String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElse(null);
    }

    long bytes() {
        return files.stream().mapToLong(BundleFile::size).sum();
    }

    BundleSummary summary() {
        return new BundleSummary(
                kubernetes,
                architectures,
                count(BundleFile::isPackageRecord),
                count(BundleFile::isManifestRecord),
                count(BundleFile::isImageRecord),
                files.stream()
                        .filter(BundleFile::isNodeImage)
                        .map(file ->
                                file.path().replaceFirst("^node-images/", "").replaceFirst("[.]tar$", ""))
                        .toList(),
                bytes(),
                0);
    }

    private int count(Predicate<BundleFile> which) {
        return (int) files.stream().filter(which).count();
    }
}
