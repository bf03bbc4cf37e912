package io.ohmykube.launcher.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A node's log, open as long as the node is in use. */
final class NodeLog implements CommandLog, AutoCloseable {
    private final Path file;
    private final boolean kept;
    private @Nullable OutputStream out;

    /** @param kept whether anything is written at all */
    NodeLog(Path file, boolean kept) {
        this.file = file;
        this.kept = kept;
    }

    Path file() {
        return file;
    }

    @Override
    public synchronized void write(ByteArrayOutputStream wholeLines) {
        if (!kept) {
            return;
        }
        try {
            wholeLines.writeTo(open());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private OutputStream open() throws IOException {
        OutputStream opened = out;
        if (opened == null) {
            opened = PrivateFile.append(file);
            out = opened;
        }
        return opened;
    }

    @Override
    public synchronized void close() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close " + file, e);
            } finally {
                out = null;
            }
        }
    }
}
