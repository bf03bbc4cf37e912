package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.image.Staging.Staged;
import io.ohmykube.cache.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the images of an archive as {@code docker save} writes it, which has no manifests of registries. They are made
 * here, around the configuration as it is, so that the image keeps its ID.
 */
final class DockerArchive {
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    private static final Pattern CONFIG_PATH = Pattern.compile("(?:blobs/sha256/)?([0-9a-f]{64})(?:\\.json)?");

    private final ArchiveContents contents;
    private final JsonMapper json;

    DockerArchive(ArchiveContents contents, JsonMapper json) {
        this.contents = contents;
        this.json = json;
    }

    List<ArchivedImage> images(JsonNode list) {
        List<ArchivedImage> images = new ArrayList<>();
        list.forEach(entry -> images.add(new Image(entry)));
        return images;
    }

    /** The names that an archive has for its configurations, by their digests. */
    Map<String, Set<String>> names(JsonNode list) {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (JsonNode entry : list) {
            names.computeIfAbsent(configuration(entry).digest(), unused -> new LinkedHashSet<>())
                    .addAll(tags(entry));
        }
        return names;
    }

    private static Set<String> tags(JsonNode entry) {
        Set<String> tags = new LinkedHashSet<>();
        entry.path("RepoTags").forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    /** Old files are called like their digest with {@code .json}. */
    private Staged configuration(JsonNode entry) {
        String path = entry.path("Config").asText();
        Staged config = contents.at(path);
        Matcher named = CONFIG_PATH.matcher(path);
        if (named.matches() && !config.digest().equals("sha256:" + named.group(1))) {
            throw new CacheException(
                    Kind.CHECKSUM_MISMATCH,
                    path + " of " + contents.source() + " is damaged: it has " + config.digest(),
                    null);
        }
        return config;
    }

    private final class Image implements ArchivedImage {
        private final JsonNode entry;

        Image(JsonNode entry) {
            this.entry = entry;
        }

        @Override
        public Collection<String> names() {
            return tags(entry);
        }

        @Override
        public StagedImage select(Architecture architecture, boolean anyArchitecture) {
            Staged config = configuration(entry);
            JsonNode expected = contents.tree(config, "configuration").at("/rootfs/diff_ids");
            if (expected.size() != entry.path("Layers").size()) {
                throw contents.invalid("its configuration and its list of layers do not belong together", null);
            }
            ObjectNode manifest = json.createObjectNode();
            manifest.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
            describe(manifest.putObject("config"), CONFIG, config);
            ArrayNode layers = manifest.putArray("layers");
            for (int i = 0; i < expected.size(); i++) {
                String path = entry.path("Layers").path(i).asText();
                Staged layer = contents.at(path);
                Compression compression = verified(path, layer, expected.path(i).asText());
                describe(layers.addObject(), LAYER + compression.suffix(), layer);
            }
            String name = tags(entry).stream().findFirst().orElse("the image");
            return contents.whole(name, manifest(manifest), architecture, anyArchitecture);
        }

        private FetchedManifest manifest(ObjectNode tree) {
            try {
                byte[] content = json.writeValueAsBytes(tree);
                return new FetchedManifest(Sha256.of(content), content, tree, MediaTypes.OCI_MANIFEST);
            } catch (IOException cause) {
                throw new IllegalStateException("a tree can always be written", cause);
            }
        }
    }

    private static void describe(ObjectNode node, String type, Staged file) {
        node.put("mediaType", type)
                .put("digest", file.digest())
                .put("size", file.fingerprint().size());
    }

    /** What the configuration says of a layer is said of its content before compression. */
    private Compression verified(String path, Staged layer, String expected) {
        try (InputStream file = Files.newInputStream(layer.file())) {
            Compression compression = Compression.of(file.readNBytes(4));
            String found = compression == Compression.NONE ? layer.digest() : uncompressed(layer);
            if (!found.equals(expected)) {
                throw new CacheException(
                        Kind.CHECKSUM_MISMATCH,
                        path + " of " + contents.source() + " is damaged: it has " + found + ", but " + expected
                                + " is expected",
                        null);
            }
            return compression;
        } catch (IOException cause) {
            throw contents.invalid(path + " cannot be read: " + cause.getMessage(), cause);
        }
    }

    private static String uncompressed(Staged layer) throws IOException {
        Sha256 sha256 = new Sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = ArchiveReader.decompressed(Files.newInputStream(layer.file()))) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha256.update(buffer, 0, count);
            }
        }
        return sha256.digest();
    }
}
