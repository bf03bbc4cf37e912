package io.ohmykube.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes to send to a machine, written straight into the connection. */
@FunctionalInterface
public interface Content {
    /** Writes all bytes. May be called again for another attempt. Leaves {@code out} open. */
    void writeTo(OutputStream out) throws IOException;

    static Content of(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    static Content of(Path file) {
        return out -> {
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(out);
            }
        };
    }
}
