package io.ohmykube.cache.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.cache.store.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the records that lie beside the artefacts. They are the truth; what has none is not in the cache. */
final class Records {
    private static final String ENDING = ".yaml";

    private final Path directory;
    private final Yaml yaml;

    Records(Path directory, Yaml yaml) {
        this.directory = directory;
        this.yaml = yaml;
    }

    Path packages() {
        return directory.resolve("packages");
    }

    Path images() {
        return directory.resolve("images");
    }

    Path manifests() {
        return directory.resolve("manifests");
    }

    Path blob(String digest) {
        return images().resolve("blobs")
                .resolve("sha256")
                .resolve(digest.substring(digest.indexOf(':') + 1).replace('/', '_'));
    }

    /** All artefacts, sorted by kind and name. */
    List<Item> items() {
        List<Item> items = new ArrayList<>(packageItems());
        items.addAll(imageItems());
        items.addAll(read(manifestRecords(), this::manifest));
        items.sort(Comparator.comparing((Item item) -> item.entry().kind())
                .thenComparing(item -> item.entry().title()));
        return items;
    }

    List<Item> packageItems() {
        return read(packageRecords(), this::packaged);
    }

    List<Item> imageItems() {
        return read(imageRecords(), this::image);
    }

    /** The item of a record as it is now, or null if it is gone or unreadable. */
    @Nullable
    Item again(Item item) {
        return switch (item.entry().kind()) {
            case PACKAGE -> item(item.record(), this::packaged);
            case IMAGE -> item(item.record(), this::image);
            case MANIFEST -> item(item.record(), this::manifest);
        };
    }

    /** Files that should describe an artefact and cannot be read. */
    List<Path> unreadable() {
        List<Path> unreadable = new ArrayList<>();
        packageRecords().stream()
                .filter(file -> item(file, this::packaged) == null)
                .forEach(unreadable::add);
        imageRecords().stream().filter(file -> item(file, this::image) == null).forEach(unreadable::add);
        manifestRecords().stream()
                .filter(file -> item(file, this::manifest) == null)
                .forEach(unreadable::add);
        unreadable.removeIf(file -> !Files.exists(file));
        return unreadable;
    }

    private List<Path> packageRecords() {
        return files(packages()).stream()
                .filter(file -> packages().relativize(file).getNameCount() == 4
                        && name(file).endsWith(ENDING))
                .toList();
    }

    private List<Path> imageRecords() {
        return files(images().resolve("references")).stream()
                .filter(file -> name(file).startsWith("@") && name(file).endsWith(ENDING))
                .toList();
    }

    private List<Path> manifestRecords() {
        return files(manifests()).stream()
                .filter(file -> name(file).endsWith("@" + ENDING))
                .toList();
    }

    private List<Item> read(List<Path> records, BiFunction<Path, JsonNode, Item> reader) {
        List<Item> items = new ArrayList<>();
        for (Path record : records) {
            Item item = item(record, reader);
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    private @Nullable Item item(Path record, BiFunction<Path, JsonNode, Item> reader) {
        JsonNode known = yaml.readIfGood(record);
        if (known == null || known.path("digest").asText().isEmpty()) {
            return null;
        }
        try {
            return reader.apply(record, known);
        } catch (IllegalArgumentException | DateTimeException | UncheckedIOException damaged) {
            return null;
        }
    }

    private Item packaged(Path record, JsonNode known) {
        Architecture architecture = Architecture.of(known.path("architecture").asText());
        String stem = name(record).substring(0, name(record).length() - ENDING.length());
        long size = known.path("size").asLong();
        FileTime touched = touched(record);
        String digest = known.path("digest").asText();
        return new Item(
                new CacheEntry(
                        CacheEntry.Kind.PACKAGE,
                        known.path("name").asText(),
                        known.path("version").asText(),
                        architecture,
                        digest,
                        size,
                        known.path("originalSize").asLong(size),
                        known.path("source").asText(),
                        fetched(known),
                        touched.toInstant()),
                record,
                touched,
                "package-" + stem,
                List.of(new Item.Part(record.resolveSibling(stem + ".tar.zst"), digest, size)));
    }

    private Item image(Path record, JsonNode known) {
        Architecture architecture = Architecture.of(known.path("architecture").asText());
        String reference = known.path("reference").asText();
        List<Item.Part> parts = new ArrayList<>();
        for (JsonNode blob : known.path("blobs")) {
            String digest = blob.path("digest").asText();
            parts.add(new Item.Part(blob(digest), digest, blob.path("size").asLong()));
        }
        long size = parts.stream().mapToLong(Item.Part::size).sum();
        FileTime touched = touched(record);
        return new Item(
                new CacheEntry(
                        CacheEntry.Kind.IMAGE,
                        reference,
                        tag(reference),
                        architecture,
                        known.path("digest").asText(),
                        size,
                        size,
                        known.path("source").asText("docker://" + reference),
                        fetched(known),
                        touched.toInstant()),
                record,
                touched,
                "image-" + reference + "-" + architecture.word(),
                List.copyOf(parts));
    }

    private Item manifest(Path record, JsonNode known) {
        String source = known.path("source").asText();
        String digest = known.path("digest").asText();
        long size = known.path("size").asLong();
        FileTime touched = touched(record);
        return new Item(
                new CacheEntry(
                        CacheEntry.Kind.MANIFEST,
                        source,
                        null,
                        null,
                        digest,
                        size,
                        size,
                        source,
                        fetched(known),
                        touched.toInstant()),
                record,
                touched,
                "manifest-" + Sha256.of(source.getBytes(StandardCharsets.UTF_8)),
                List.of(new Item.Part(record.resolveSibling(name(record).replaceAll("@\\.yaml$", "")), digest, size)));
    }

    private static @Nullable String tag(String reference) {
        int digest = reference.indexOf('@');
        String named = digest < 0 ? reference : reference.substring(0, digest);
        int colon = named.lastIndexOf(':');
        return colon > named.lastIndexOf('/') ? named.substring(colon + 1) : null;
    }

    private static Instant fetched(JsonNode known) {
        return Instant.parse(known.path("fetched").asText());
    }

    private static FileTime touched(Path record) {
        try {
            return Files.getLastModifiedTime(record);
        } catch (IOException removedMeanwhile) {
            throw new UncheckedIOException(removedMeanwhile);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** All regular files below, sorted; none where there is no such directory. Links are not followed. */
    static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException | UncheckedIOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot read " + directory + ": " + cause, cause);
        }
    }
}
