package io.ohmykube.launcher.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node's log: every command and what it printed, one line each, so that commands that run side by side can be told
 * apart: time, number of the command, a sign ({@code $} command, {@code |} standard output, {@code !} standard error,
 * {@code =} how it ended), text.
 */
final class NodeLog implements AutoCloseable {
    private final Path file;
    private @Nullable OutputStream out;

    NodeLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    void line(CommandId command, char sign, String text) {
        byte[] stamp = stamp(command, sign);
        ByteArrayOutputStream lines = new ByteArrayOutputStream(stamp.length + text.length() + 1);
        for (String line : text.split("\n", -1)) {
            lines.writeBytes(stamp);
            lines.writeBytes(line.getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
        }
        write(lines);
    }

    /** What every line begins with. */
    static byte[] stamp(CommandId command, char sign) {
        String text = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + command + " " + sign + " ";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    synchronized void write(ByteArrayOutputStream wholeLines) {
        try {
            wholeLines.writeTo(open());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private OutputStream open() throws IOException {
        OutputStream opened = out;
        if (opened == null) {
            PrivateFile.makeDirectory(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                try {
                    Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                } catch (FileAlreadyExistsException e) {
                    // Another process of ours was first.
                }
            }
            opened = Files.newOutputStream(file, StandardOpenOption.APPEND);
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
