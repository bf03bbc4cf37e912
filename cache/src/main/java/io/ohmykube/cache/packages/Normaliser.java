package io.ohmykube.cache.packages;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.store.LeftOpen;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Rewrites whatever upstream publishes (an archive of any usual kind, or one program) as {@code .tar.zst} whose entries
 * are paths from the node's root. The kind is told by the content, not by the name. The same input gives the same bytes.
 * Nothing is held in memory but buffers.
 */
final class Normaliser {
    /** Fastest: the link to a node is quicker than a better compression. */
    private static final int LEVEL = 1;

    private static final int PROGRAM_MODE = 0755;
    private static final int PERMISSIONS = 0777;
    private static final int TAR_MAGIC_OFFSET = 257;
    private static final byte[] TAR_MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);
    private static final Date TIME = Date.from(Instant.parse("2020-01-01T00:00:00Z"));

    private final Path spool;

    /** @param spool where a program whose size is not known in advance is kept meanwhile */
    Normaliser(Path spool) {
        this.spool = spool;
    }

    /**
     * @param length of {@code in}, or -1
     * @throws IOException if {@code in} is not what it seems; the caller's streams throw their own kinds
     */
    void normalise(InputStream in, long length, Placement placement, OutputStream out) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(in, 1 << 16);
        BufferedInputStream content = decompressed(raw);
        try (ZstdOutputStream zstd = new ZstdOutputStream(new LeftOpen(out), RecyclingBufferPool.INSTANCE, LEVEL);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(zstd, "UTF-8")) {
            zstd.setChecksum(true);
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            if (isTar(content)) {
                copyEntries(new TarArchiveInputStream(content), placement, tar);
            } else {
                copyProgram(content, content == raw ? length : -1, placement, tar);
            }
            tar.finish();
        }
    }

    private static BufferedInputStream decompressed(BufferedInputStream in) throws IOException {
        byte[] magic = peek(in, 6);
        if (starts(magic, 0x1f, 0x8b)) {
            return new BufferedInputStream(
                    GzipCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .get(),
                    1 << 16);
        }
        if (starts(magic, 'B', 'Z', 'h')) {
            return new BufferedInputStream(new BZip2CompressorInputStream(in, true), 1 << 16);
        }
        if (starts(magic, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return new BufferedInputStream(
                    XZCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .get(),
                    1 << 16);
        }
        if (starts(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
            return new BufferedInputStream(new ZstdInputStream(in), 1 << 16);
        }
        return in;
    }

    private static boolean isTar(BufferedInputStream in) throws IOException {
        byte[] head = peek(in, TAR_MAGIC_OFFSET + TAR_MAGIC.length);
        return head.length == TAR_MAGIC_OFFSET + TAR_MAGIC.length
                && Arrays.equals(head, TAR_MAGIC_OFFSET, head.length, TAR_MAGIC, 0, TAR_MAGIC.length);
    }

    private static byte[] peek(BufferedInputStream in, int count) throws IOException {
        in.mark(count);
        byte[] head = in.readNBytes(count);
        in.reset();
        return head;
    }

    private static boolean starts(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Directories are left out: unpacking makes them, and those that a node already has keep their own mode. */
    private static void copyEntries(TarArchiveInputStream in, Placement placement, TarArchiveOutputStream out)
            throws IOException {
        boolean found = placement.only() == null;
        for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            if (entry.isDirectory() || !placement.takes(entry.getName())) {
                continue;
            }
            found = true;
            String path = placement.of(entry.getName());
            if (entry.isSymbolicLink()) {
                placement.checkLink(entry.getName(), entry.getLinkName());
                TarArchiveEntry link = owned(new TarArchiveEntry(path, TarConstants.LF_SYMLINK), PERMISSIONS);
                link.setLinkName(entry.getLinkName());
                put(out, link, InputStream.nullInputStream());
            } else if (entry.isLink()) {
                TarArchiveEntry link = owned(new TarArchiveEntry(path, TarConstants.LF_LINK), entry.getMode());
                link.setLinkName(placement.of(entry.getLinkName()));
                put(out, link, InputStream.nullInputStream());
            } else if (isRegular(entry)) {
                TarArchiveEntry file = owned(new TarArchiveEntry(path), entry.getMode());
                file.setSize(entry.getSize());
                put(out, file, in);
            } else {
                throw new CacheException(
                        Kind.INVALID, "the archive holds an entry that is no file or link: " + entry.getName(), null);
            }
        }
        if (!found) {
            throw new CacheException(Kind.INVALID, "the archive holds no " + placement.only(), null);
        }
    }

    private static boolean isRegular(TarArchiveEntry entry) {
        byte kind = entry.getLinkFlag();
        return (kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM) && !entry.isSparse();
    }

    private void copyProgram(InputStream in, long length, Placement placement, TarArchiveOutputStream out)
            throws IOException {
        TarArchiveEntry program = owned(new TarArchiveEntry(placement.ofProgram()), PROGRAM_MODE);
        if (length >= 0) {
            program.setSize(length);
            put(out, program, in);
            return;
        }
        Path whole = Files.createTempFile(Files.createDirectories(spool), ".program-", ".part");
        try {
            try (OutputStream file = Files.newOutputStream(whole)) {
                in.transferTo(file);
            }
            program.setSize(Files.size(whole));
            try (InputStream file = Files.newInputStream(whole)) {
                put(out, program, file);
            }
        } finally {
            Files.delete(whole);
        }
    }

    private static TarArchiveEntry owned(TarArchiveEntry entry, int mode) {
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setMode(mode & PERMISSIONS);
        entry.setModTime(TIME);
        return entry;
    }

    private static void put(TarArchiveOutputStream out, TarArchiveEntry entry, InputStream content) throws IOException {
        out.putArchiveEntry(entry);
        content.transferTo(out);
        out.closeArchiveEntry();
    }
}
