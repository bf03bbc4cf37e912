package io.ohmykube.cache.bundle;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdOutputStream;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.Progress;
import io.ohmykube.cache.inventory.Contents;
import io.ohmykube.cache.store.Draft;
import io.ohmykube.cache.store.Fingerprint;
import io.ohmykube.cache.store.LeftOpen;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.cache.store.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes a bundle as a stream, in the order of the paths. */
final class BundleWriter {
    /** Nearly all of it is compressed already. */
    private static final int LEVEL = 1;

    private final Path cache;
    private final Yaml yaml;
    private final Progress progress;

    BundleWriter(Path cache, Yaml yaml, Progress progress) {
        this.cache = cache;
        this.yaml = yaml;
        this.progress = progress;
    }

    private record Source(BundleFile file, Path from) {}

    BundleSummary write(Path target, BundleContents contents) {
        try {
            List<Source> sources = sources(contents);
            TableOfContents table = new TableOfContents(
                    contents.kubernetes(),
                    List.copyOf(contents.architectures()),
                    sources.stream().map(Source::file).toList());
            try (Draft draft = Draft.of(target.toAbsolutePath());
                    Progress.Transfer transfer = progress.begin("writing " + target.getFileName(), table.bytes())) {
                write(draft, table, sources, transfer);
                draft.publish();
            }
            return table.summary();
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot write " + target + ": " + cause, cause);
        }
    }

    private void write(Draft draft, TableOfContents table, List<Source> sources, Progress.Transfer transfer)
            throws IOException {
        try (ZstdOutputStream zstd =
                        new ZstdOutputStream(new LeftOpen(draft.stream()), RecyclingBufferPool.INSTANCE, LEVEL);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(zstd, "UTF-8")) {
            zstd.setChecksum(true);
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            byte[] first = table.write(yaml);
            tar.putArchiveEntry(entry(TableOfContents.NAME, first.length));
            tar.write(first);
            tar.closeArchiveEntry();
            for (Source source : sources) {
                tar.putArchiveEntry(entry(source.file().path(), source.file().size()));
                copy(source, tar, transfer);
                tar.closeArchiveEntry();
            }
            tar.finish();
        }
    }

    private static TarArchiveEntry entry(String path, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(size);
        entry.setModTime(0);
        return entry;
    }

    private static void copy(Source source, TarArchiveOutputStream tar, Progress.Transfer transfer) throws IOException {
        Sha256 sha256 = new Sha256();
        byte[] buffer = new byte[1 << 16];
        long left = source.file().size();
        try (InputStream in = Files.newInputStream(source.from())) {
            for (int count = in.read(buffer); count >= 0 && left >= count; count = in.read(buffer)) {
                sha256.update(buffer, 0, count);
                tar.write(buffer, 0, count);
                transfer.advance(count);
                left -= count;
            }
        }
        if (left != 0 || !sha256.digest().equals(source.file().digest())) {
            throw new CacheException(
                    Kind.CHECKSUM_MISMATCH,
                    source.from() + " is no longer what was put there; remove it with 'ohmykube cache verify --repair'"
                            + " and create the bundle again",
                    null);
        }
    }

    /** Sorted by path, each file once. */
    private List<Source> sources(BundleContents contents) throws IOException {
        Map<String, Source> sources = new TreeMap<>();
        for (Contents.File known : Contents.of(cache, yaml, contents.wanted())) {
            String path = cache.relativize(known.file()).toString();
            String digest = known.digest();
            if (digest == null) {
                byte[] record = Files.readAllBytes(known.file());
                sources.put(path, new Source(new BundleFile(path, Sha256.of(record), record.length), known.file()));
            } else {
                sources.put(path, new Source(new BundleFile(path, digest, known.size()), known.file()));
            }
        }
        for (Map.Entry<String, Path> image : contents.nodeImages().entrySet()) {
            String path = "node-images/" + image.getKey() + ".tar";
            Fingerprint content = Fingerprint.of(image.getValue());
            sources.put(path, new Source(new BundleFile(path, content.digest(), content.size()), image.getValue()));
        }
        for (Source source : sources.values()) {
            if (!source.file().isInPlace()) {
                throw new CacheException(
                        Kind.INVALID,
                        "a bundle has no place for " + source.file().path(),
                        null);
            }
        }
        return new ArrayList<>(sources.values());
    }
}
