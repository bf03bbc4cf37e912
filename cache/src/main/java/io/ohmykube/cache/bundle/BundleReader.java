package io.ohmykube.cache.bundle;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStream;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.Progress;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.cache.store.Yaml;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads a bundle from its beginning to its end, and believes nothing in it before its checksum was compared. */
final class BundleReader {
    private static final int LONGEST_TABLE = 16 * 1024 * 1024;

    private final Yaml yaml;
    private final Progress progress;

    BundleReader(Yaml yaml, Progress progress) {
        this.yaml = yaml;
        this.progress = progress;
    }

    /**
     * Returns when everything was there and sound.
     *
     * @param doing for people
     * @param sinks where each file goes
     */
    TableOfContents read(Path bundle, String doing, Function<BundleFile, Sink> sinks) {
        try (InputStream file = Files.newInputStream(bundle);
                ZstdInputStream zstd =
                        new ZstdInputStream(new BufferedInputStream(file, 1 << 16), RecyclingBufferPool.INSTANCE);
                TarArchiveInputStream tar = new TarArchiveInputStream(zstd, "UTF-8")) {
            TableOfContents table = table(tar);
            try (Progress.Transfer transfer = progress.begin(doing + " " + bundle.getFileName(), table.bytes())) {
                files(table, tar, sinks, transfer);
            }
            // What follows is padding, and the checksum of the whole.
            zstd.transferTo(OutputStream.nullOutputStream());
            return table;
        } catch (BrokenBundle cause) {
            throw unsound(bundle, cause.getMessage(), cause);
        } catch (NoSuchFileException cause) {
            throw new CacheException(Kind.INVALID, "there is no file " + bundle, cause);
        } catch (ClosedByInterruptException cause) {
            throw new CacheException(Kind.UNAVAILABLE, "interrupted while reading " + bundle, cause);
        } catch (IOException | IllegalArgumentException cause) {
            throw unsound(bundle, "it is damaged or cut off: " + cause.getMessage(), cause);
        }
    }

    private static CacheException unsound(Path bundle, String problem, Exception cause) {
        return new CacheException(Kind.CHECKSUM_MISMATCH, bundle + " is not a sound bundle: " + problem, cause);
    }

    private TableOfContents table(TarArchiveInputStream tar) throws IOException {
        TarArchiveEntry entry = tar.getNextEntry();
        if (entry == null || !TableOfContents.NAME.equals(entry.getName()) || !isPlainFile(entry)) {
            throw new BrokenBundle("it does not begin with " + TableOfContents.NAME, null);
        }
        if (entry.getSize() > LONGEST_TABLE) {
            throw new BrokenBundle(TableOfContents.NAME + " in it is too large", null);
        }
        return TableOfContents.read(tar.readAllBytes(), yaml);
    }

    private static void files(
            TableOfContents table,
            TarArchiveInputStream tar,
            Function<BundleFile, Sink> sinks,
            Progress.Transfer transfer)
            throws IOException {
        Map<String, BundleFile> missing = new HashMap<>();
        table.files().forEach(file -> missing.put(file.path(), file));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            BundleFile file = missing.remove(entry.getName());
            if (file == null) {
                throw new BrokenBundle(
                        "it holds " + entry.getName() + ", which " + TableOfContents.NAME + " does not name, or twice",
                        null);
            }
            if (!isPlainFile(entry)) {
                throw new BrokenBundle(file.path() + " in it is not a plain file", null);
            }
            if (entry.getSize() != file.size()) {
                throw differs(file);
            }
            copy(tar, file, sinks.apply(file), transfer);
        }
        if (!missing.isEmpty()) {
            throw new BrokenBundle(
                    "it lacks " + missing.keySet().stream().sorted().findFirst().orElseThrow()
                            + (missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " more"),
                    null);
        }
    }

    private static void copy(InputStream in, BundleFile file, Sink sink, Progress.Transfer transfer)
            throws IOException {
        boolean sound = false;
        try {
            Sha256 sha256 = new Sha256();
            OutputStream out = sink.stream();
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha256.update(buffer, 0, count);
                out.write(buffer, 0, count);
                transfer.advance(count);
            }
            if (!sha256.digest().equals(file.digest())) {
                throw differs(file);
            }
            sink.sound();
            sound = true;
        } finally {
            if (!sound) {
                sink.drop();
            }
        }
    }

    private static BrokenBundle differs(BundleFile file) {
        return new BrokenBundle(
                file.path() + " in it is not what " + TableOfContents.NAME + " says: damaged, or changed", null);
    }

    private static boolean isPlainFile(TarArchiveEntry entry) {
        return entry.isFile() && !entry.isLink() && !entry.isSymbolicLink() && !entry.isSparse();
    }
}
