package io.ohmykube.cache.packages;

import com.github.luben.zstd.ZstdInputStream;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.fetch.Body;
import io.ohmykube.cache.store.Draft;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What is left of a program's download that broke off. Programs are normalised while they come in, so that no raw copy
 * exists; but the one entry of the unfinished archive is the beginning of the program. Archives are laid out anew, and
 * cannot be continued. The digest over the whole decides in the end whether beginning and rest belong together.
 */
final class Remains {
    /** An archive that was closed in the middle of its entry ends with padding, at most one record of it. */
    private static final int DOUBTFUL = 1024;

    private final Path archive;
    private final Path part;
    private final Path previous;
    private final boolean possible;
    private long length;
    private long total;

    /** @param archive the normalised file that is to be */
    Remains(Path archive, PackageSource source) {
        this.archive = archive;
        this.part = Draft.partOf(archive);
        this.previous = archive.resolveSibling("." + archive.getFileName() + ".previous.partial");
        this.possible = !source.fileName().matches(".*[.](gz|tgz|bz2|tbz2?|xz|txz|zst|tar|zip)");
    }

    /** Where to write the normalised file; what is there when it breaks off remains. */
    Draft draft() {
        return possible ? Draft.continuing(archive) : Draft.of(archive);
    }

    /** Takes what the last download has left; returns how many of the program's first bytes that is. */
    long take() {
        length = 0;
        if (!possible) {
            return 0;
        }
        try {
            if (Files.exists(part)) {
                boolean larger = !Files.exists(previous) || Files.size(part) > Files.size(previous);
                if (larger) {
                    Files.move(part, previous, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    Files.delete(part);
                }
            }
            if (Files.exists(previous)) {
                // It is in use again, however long ago its process died.
                Files.setLastModifiedTime(previous, FileTime.from(Instant.now()));
                measure();
            }
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot go on with " + part + ": " + cause, cause);
        }
        return length;
    }

    private void measure() throws IOException {
        long count = 0;
        try (TarArchiveInputStream tar = read()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
                count += read;
            }
        } catch (IOException cutOffHere) {
            length = 0;
        }
        length = Math.max(0, count - DOUBTFUL);
        if (length == 0) {
            forget();
        }
    }

    private TarArchiveInputStream read() throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(
                new ZstdInputStream(new BufferedInputStream(Files.newInputStream(previous), 1 << 16)));
        TarArchiveEntry entry = tar.getNextEntry();
        if (entry == null) {
            tar.close();
            throw new IOException("no entry");
        }
        total = entry.getSize();
        return tar;
    }

    /** The whole of which {@code rest} is what the server has sent. */
    Body before(Body rest) {
        if (rest.offset() == 0) {
            return rest;
        }
        if (rest.length() != total) {
            forget();
            throw new CacheException(
                    Kind.UNAVAILABLE,
                    rest.from() + " is another file than the one that was begun",
                    null,
                    Duration.ZERO);
        }
        try {
            InputStream whole = new SequenceInputStream(new First(read(), length), rest.stream());
            return new Body(rest.from(), whole, 0, total);
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot go on with " + previous + ": " + cause, cause);
        }
    }

    /** Leaves nothing to go on with. */
    void forget() {
        length = 0;
        try {
            Files.deleteIfExists(previous);
            Files.deleteIfExists(part);
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot remove " + previous + ": " + cause, cause);
        }
    }

    /** The first bytes of a stream. */
    private static final class First extends FilterInputStream {
        private long left;

        First(InputStream in, long count) {
            super(in);
            this.left = count;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
