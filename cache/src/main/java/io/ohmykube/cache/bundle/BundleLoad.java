package io.ohmykube.cache.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.Progress;
import io.ohmykube.cache.inventory.CacheIndex;
import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Draft;
import io.ohmykube.cache.store.Fingerprint;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.cache.store.Yaml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts one bundle into the cache. Layers get their names at once, since nobody sees them without a record, and who is
 * interrupted need not write them again. All else waits for the end of the bundle; records come last.
 */
final class BundleLoad {
    private final Path cache;
    private final Path nodeImages;
    private final ArtefactLocks locks;
    private final Yaml yaml;
    private final Map<String, Draft> drafts = new HashMap<>();
    private final Map<BundleFile, byte[]> records = new LinkedHashMap<>();
    private final Map<String, Path> images = new HashMap<>();
    private int added;

    BundleLoad(Path cache, Path nodeImages, ArtefactLocks locks, Yaml yaml) {
        this.cache = cache;
        this.nodeImages = nodeImages;
        this.locks = locks;
        this.yaml = yaml;
    }

    Bundles.Loaded of(Path bundle, Progress progress) {
        try {
            TableOfContents table = new BundleReader(yaml, progress).read(bundle, "loading", this::sink);
            BundleRecords checked = new BundleRecords(table, yaml);
            Map<BundleFile, JsonNode> known = new LinkedHashMap<>();
            records.forEach((file, content) -> known.put(file, checked.read(file, content, bundle)));
            known.forEach(this::publish);
            CacheIndex index = new CacheIndex(cache, locks, yaml);
            index.writePackages();
            index.writeImages();
            return new Bundles.Loaded(table.summary().withAdded(added), Map.copyOf(images));
        } finally {
            drafts.values().forEach(Draft::close);
        }
    }

    private Sink sink(BundleFile file) {
        if (file.isRecord()) {
            return new Remembered(file);
        }
        if (file.isNodeImage()) {
            return new NodeImage(file);
        }
        return isHere(file) ? Sink.NOTHING : new Drafted(file);
    }

    private boolean isHere(BundleFile file) {
        Path target = cache.resolve(file.path());
        try {
            return Files.isRegularFile(target)
                    && Files.size(target) == file.size()
                    && Fingerprint.of(target).digest().equals(file.digest());
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Content first, then its record, while nobody fetches the same. */
    private void publish(BundleFile file, JsonNode known) {
        locks.holding(lock(file, known), () -> {
            String content = BundleRecords.content(file);
            if (content != null && drafts.containsKey(content)) {
                drafts.get(content).publish();
                added++;
            }
            Path target = cache.resolve(file.path());
            byte[] record = records.get(file);
            if (!isSame(target, record)) {
                Draft.write(target, record);
                added++;
            }
            return true;
        });
    }

    private static boolean isSame(Path target, byte[] content) {
        try {
            return Files.isRegularFile(target) && Arrays.equals(Files.readAllBytes(target), content);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** The names under which these are fetched. */
    private static String lock(BundleFile file, JsonNode known) {
        if (file.isImageRecord()) {
            return "image-" + known.path("reference").asText() + "-"
                    + known.path("architecture").asText();
        }
        if (file.isManifestRecord()) {
            return "manifest-" + Sha256.of(known.path("source").asText().getBytes(StandardCharsets.UTF_8));
        }
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        return "package-" + name.substring(0, name.length() - ".yaml".length());
    }

    private final class Remembered implements Sink {
        private final BundleFile file;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Remembered(BundleFile file) {
            this.file = file;
        }

        @Override
        public OutputStream stream() {
            if (file.size() > BundleRecords.LONGEST) {
                throw new BrokenBundle(file.path() + " in it is too large to describe anything", null);
            }
            return content;
        }

        @Override
        public void sound() {
            records.put(file, content.toByteArray());
        }
    }

    private final class Drafted implements Sink {
        private final BundleFile file;
        private final Draft draft;

        Drafted(BundleFile file) {
            this.file = file;
            this.draft = Draft.of(cache.resolve(file.path()));
        }

        @Override
        public OutputStream stream() {
            return draft.stream();
        }

        @Override
        public void sound() {
            if (file.isBlob()) {
                draft.publish();
                added++;
            } else {
                drafts.put(file.path(), draft);
            }
        }

        @Override
        public void drop() {
            draft.close();
        }
    }

    private final class NodeImage implements Sink {
        private final BundleFile file;
        private final Path target;
        private final Draft draft;

        NodeImage(BundleFile file) {
            this.file = file;
            this.target = nodeImages.resolve(file.path().substring(file.path().lastIndexOf('/') + 1));
            this.draft = Draft.of(target);
        }

        @Override
        public OutputStream stream() {
            return draft.stream();
        }

        @Override
        public void sound() {
            draft.publish();
            String name = file.path().substring(file.path().lastIndexOf('/') + 1);
            images.put(name.replaceFirst("[.]tar$", ""), target);
        }

        @Override
        public void drop() {
            draft.close();
        }
    }
}
