package io.ohmykube.cli.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event log of one cluster, open: it can be read on after the cluster is removed. */
final class EventTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);
    private static final int CHUNK = 64 * 1024;

    private final String cluster;
    private final Object key;
    private final String id;
    private final FileChannel channel;
    private volatile long size;
    private volatile @Nullable Instant gone;

    private EventTail(String cluster, Object key, FileChannel channel) throws IOException {
        this.cluster = cluster;
        this.key = key;
        this.id = Integer.toHexString(key.hashCode());
        this.channel = channel;
        look();
    }

    /** Null where there is no log yet. */
    static @Nullable EventTail open(String cluster, Path file) throws IOException {
        Object key = key(file);
        return key == null ? null : new EventTail(cluster, key, FileChannel.open(file, StandardOpenOption.READ));
    }

    String cluster() {
        return cluster;
    }

    /** Tells this log from another one of a cluster of the same name. */
    String id() {
        return id;
    }

    boolean isSame(Path file) throws IOException {
        return key.equals(key(file));
    }

    /** Looks how long it is now. */
    void look() throws IOException {
        size = channel.size();
        gone = null;
    }

    /** For how long its cluster has been gone. */
    Duration goneFor(Instant now) {
        Instant since = gone;
        if (since == null) {
            try {
                size = channel.size();
            } catch (IOException e) {
                LOG.debug("the log of cluster {} cannot be read to its end", cluster, e);
            }
            gone = now;
            return Duration.ZERO;
        }
        return Duration.between(since, now);
    }

    boolean isGone() {
        return gone != null;
    }

    long size() {
        return size;
    }

    /** Whole lines from there on, as far as they fit, a character for each byte; empty where there is no whole line. */
    String read(long from) throws IOException {
        int wanted = CHUNK;
        while (true) {
            int length = (int) Math.min(wanted, size - from);
            if (length <= 0) {
                return "";
            }
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // Until it is full or at the end.
            }
            for (int end = bytes.position(); end > 0; end--) {
                if (bytes.get(end - 1) == '\n') {
                    return new String(bytes.array(), 0, end, StandardCharsets.ISO_8859_1);
                }
            }
            if (length < wanted) {
                return "";
            }
            wanted *= 2;
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("the log of cluster {} cannot be closed", cluster, e);
        }
    }
}
