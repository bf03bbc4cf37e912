package io.ohmykube.cli.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.config.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells programs of the same user how to reach this server, and lets them in: only he can read it. */
final class RunFile implements AutoCloseable {
    /** The account of whoever can read the file. Its name is none that can be made. */
    static final String LOCAL = "(local)";

    private static final Logger LOG = LoggerFactory.getLogger(RunFile.class);

    private final Path file;

    private RunFile(Path file) {
        this.file = file;
    }

    /** @param certificate the chain that the server shows; null for plain HTTP */
    static RunFile write(Path directory, int port, String url, String token, @Nullable Path certificate) {
        Path file = directory.resolve("server-" + port + ".json");
        try {
            AtomicFile.write(
                    file,
                    new ObjectMapper()
                            .writeValueAsString(Map.of(
                                    "url",
                                    url,
                                    "token",
                                    token,
                                    "pid",
                                    ProcessHandle.current().pid(),
                                    "started",
                                    Instant.now().toString(),
                                    "certificate",
                                    certificate == null
                                            ? ""
                                            : certificate.toAbsolutePath().toString())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return new RunFile(file);
    }

    /** Throws {@link Refusal} where it is not a program that has read the file. */
    static void requireOwn(Principal whose) {
        if (!whose.getName().equals(LOCAL)) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, "this is for the user whose server this is");
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot remove {}", file, e);
        }
    }
}
