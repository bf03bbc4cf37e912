package io.ohmykube.launcher.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The log of one step, to which commands on several nodes may write. Opened for each write: nobody says when it ends. */
final class StepLog implements CommandLog {
    private final Path file;
    private final String node;

    StepLog(Path file, String node) {
        this.file = file;
        this.node = node;
    }

    @Override
    public void write(ByteArrayOutputStream wholeLines) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(wholeLines.size());
        wholeLines.toString(StandardCharsets.UTF_8).lines().forEach(line -> {
            lines.writeBytes((node + " " + line + "\n").getBytes(StandardCharsets.UTF_8));
        });
        try (OutputStream out = PrivateFile.append(file)) {
            lines.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
