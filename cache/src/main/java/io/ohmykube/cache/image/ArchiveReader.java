package io.ohmykube.cache.image;

import com.github.luben.zstd.ZstdInputStream;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.image.Staging.Staged;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Reads a tar of images to its end, compressed or not, into a staging area; the order of its files does not matter. */
final class ArchiveReader {
    private static final Pattern BLOB = Pattern.compile("blobs/sha256/([0-9a-f]{64})");
    private static final int BUFFER = 1 << 16;

    private final String source;
    private final Staging staging;

    /** @param source what messages call the archive */
    ArchiveReader(String source, Staging staging) {
        this.source = source;
        this.staging = staging;
    }

    void read(InputStream archive) {
        try {
            InputStream content = decompressed(archive);
            TarArchiveInputStream tar = new TarArchiveInputStream(content);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                stage(entry, tar);
            }
            // What writes the archive must be able to end, and a compressor's own checksum comes last.
            content.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | IllegalArgumentException cause) {
            throw new CacheException(
                    Kind.INVALID,
                    source + " is damaged or ends too early, or is no tar archive: " + cause.getMessage(),
                    cause);
        }
    }

    private void stage(TarArchiveEntry entry, InputStream content) throws IOException {
        String path = inside(entry.getName(), "");
        if (entry.isSymbolicLink()) {
            staging.link(path, inside(entry.getLinkName(), parent(path)));
        } else if (entry.isLink()) {
            staging.link(path, inside(entry.getLinkName(), ""));
        } else if (entry.isFile()) {
            Staged staged = staging.put(path, content);
            Matcher blob = BLOB.matcher(path);
            if (blob.matches() && !staged.digest().equals("sha256:" + blob.group(1))) {
                throw new CacheException(
                        Kind.CHECKSUM_MISMATCH,
                        path + " of " + source + " is damaged: it has " + staged.digest(),
                        null);
            }
        }
    }

    /** The path without its detours; those that leave the archive are refused. */
    private String inside(String name, String base) {
        Deque<String> parts = new ArrayDeque<>();
        String whole = base.isEmpty() ? name : base + "/" + name;
        boolean leaves = name.startsWith("/");
        for (String part : whole.split("/", -1)) {
            if (part.equals("..")) {
                leaves |= parts.pollLast() == null;
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        if (leaves) {
            throw new CacheException(Kind.INVALID, source + " names a path outside of itself: " + name, null);
        }
        return String.join("/", parts);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** By its content, not by its name. */
    static InputStream decompressed(InputStream in) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(in, BUFFER);
        raw.mark(4);
        byte[] magic = raw.readNBytes(4);
        raw.reset();
        return switch (Compression.of(magic)) {
            case GZIP ->
                new BufferedInputStream(
                        GzipCompressorInputStream.builder()
                                .setInputStream(raw)
                                .setDecompressConcatenated(true)
                                .get(),
                        BUFFER);
            case ZSTD -> new BufferedInputStream(new ZstdInputStream(raw), BUFFER);
            case NONE -> raw;
        };
    }
}
