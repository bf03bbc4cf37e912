package io.ohmykube.cli.operation;

import io.ohmykube.config.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A log that does not grow without end: one that is full is put aside as {@code NAME.1}, that as {@code NAME.2}, and so on.
 * Several programs may write to it, each record at once and as a whole.
 */
public final class LogFile extends Handler {
    private final Path file;
    private final long largest;
    private final int kept;
    private @Nullable FileChannel channel;

    private LogFile(Path file, long largest, int kept) {
        this.file = file;
        this.largest = largest;
        this.kept = kept;
    }

    /**
     * Opens it behind what is there already, making its directory where there is none.
     *
     * @param largest bytes; a longer record is written as a whole, too
     * @param kept how many full ones are kept
     */
    public static LogFile open(Path file, long largest, int kept) throws IOException {
        AtomicFile.createDirectories(
                Objects.requireNonNull(file.toAbsolutePath().getParent()));
        LogFile log = new LogFile(file, largest, kept);
        log.setFormatter(new SimpleFormatter());
        log.setErrorManager(new Unheard());
        log.channel = log.append();
        return log;
    }

    @Override
    public synchronized void publish(LogRecord logged) {
        if (channel == null || !isLoggable(logged)) {
            return;
        }
        try {
            ByteBuffer line = ByteBuffer.wrap(getFormatter().format(logged).getBytes(StandardCharsets.UTF_8));
            if (channel.size() > 0 && channel.size() + line.remaining() > largest) {
                channel = beginAnother(channel);
            }
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            reportError("a record is lost", e, ErrorManager.WRITE_FAILURE);
        }
    }

    @Override
    public void flush() {
        // Each record is in the file when it was published.
    }

    @Override
    public synchronized void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            reportError("the log cannot be closed", e, ErrorManager.CLOSE_FAILURE);
        } finally {
            channel = null;
        }
    }

    private FileChannel append() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Of those who find it full at the same time one puts it aside: whoever comes second finds another file there. */
    private FileChannel beginAnother(FileChannel full) throws IOException {
        try (full;
                FileLock alone = full.tryLock()) {
            if (alone != null && Files.size(file) == full.size()) {
                putAside();
            }
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            // Somebody else does it.
            return append();
        }
        return append();
    }

    private void putAside() throws IOException {
        for (int number = kept; number > 0; number--) {
            Path from = number == 1 ? file : numbered(number - 1);
            if (Files.exists(from)) {
                Files.move(from, numbered(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /** The log is a help and no result: what cannot be logged, as on a full disk, must not fill the terminal instead. */
    private static final class Unheard extends ErrorManager {
        @Override
        public void error(String message, @Nullable Exception failure, int code) {
            // Whatever fails for the same reason and matters is reported by itself.
        }
    }
}
