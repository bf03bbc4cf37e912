package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads published files, from where they are published or from the mirror. */
public final class Fetcher {
    private static final int TEXT_LIMIT = 16 * 1024 * 1024;

    private final @Nullable Mirror mirror;
    private final HttpTransport http;
    private final Attempts attempts;

    public Fetcher(@Nullable Mirror mirror, HttpTransport http, Attempts attempts) {
        this.mirror = mirror;
        this.http = http;
        this.attempts = attempts;
    }

    /**
     * Reads a file with {@code reader}, from its beginning each time that it has to be tried again.
     *
     * @throws CacheException if it cannot be read
     */
    public <T> T read(URI source, Function<Body, T> reader) {
        return read(source, () -> 0, reader);
    }

    /**
     * As {@link #read(URI, Function)}, from behind what is here already where the server can do that: the body's offset
     * says so.
     *
     * @param have bytes that are here already, asked before each attempt
     */
    public <T> T read(URI source, LongSupplier have, Function<Body, T> reader) {
        return attempts.of(() -> {
            try (Body body = open(source, have.getAsLong())) {
                return reader.apply(body);
            } catch (IOException cause) {
                throw new CacheException(Kind.UNAVAILABLE, "cannot read " + locate(source) + ": " + cause, cause);
            }
        });
    }

    private Body open(URI source, long have) {
        URI address = locate(source);
        if ("file".equals(address.getScheme())) {
            return openFile(address);
        }
        http.requireNetworkFor(source.toString());
        return Download.open(headers -> http.get(address, headers), have, attempts);
    }

    /** A whole small file as UTF-8. */
    public String text(URI source) {
        return read(source, body -> {
            try {
                byte[] bytes = body.stream().readNBytes(TEXT_LIMIT + 1);
                if (bytes.length > TEXT_LIMIT) {
                    throw new CacheException(Kind.INVALID, body.from() + " is larger than 16 MB", null);
                }
                return new String(bytes, StandardCharsets.UTF_8);
            } catch (IOException cause) {
                throw new CacheException(Kind.UNAVAILABLE, "cannot read " + body.from() + ": " + cause, cause);
            }
        });
    }

    /**
     * Finds out whether {@link #read} would succeed, without reading the file.
     *
     * @throws CacheException as {@link #read} does
     */
    public void probe(URI source) {
        URI address = locate(source);
        if ("file".equals(address.getScheme())) {
            if (!Files.isReadable(Path.of(address))) {
                throw missing(address, null);
            }
            return;
        }
        http.requireNetworkFor(source.toString());
        attempts.of(() -> {
            probeOnce(address);
            return true;
        });
    }

    private void probeOnce(URI address) {
        Answer answer = http.send("HEAD", address, Map.of());
        answer.discard();
        // Small file servers answer GET only, and object stores may sign it alone.
        if (answer.status() == 405 || answer.status() == 501 || answer.status() == 403 || answer.status() == 400) {
            answer = http.send("GET", address, Map.of());
            answer.discard();
        }
        if (!answer.ok()) {
            throw http.refused(answer);
        }
    }

    /** Whether {@code source} would need a connection, and none may be made. */
    public boolean isOffline(URI source) {
        return http.isOffline() && !"file".equals(locate(source).getScheme());
    }

    /**
     * Where {@code source} is read from: the mirror's address, or its own.
     *
     * @throws CacheException of kind INVALID if it is not an http(s) URL of a file
     */
    public URI locate(URI source) {
        boolean web = "https".equals(source.getScheme()) || "http".equals(source.getScheme());
        String path = source.getRawPath();
        if (!web || source.getHost() == null || path == null || (path + "/").contains("/../")) {
            throw new CacheException(Kind.INVALID, "'" + source + "' is not an http(s) URL of a file", null);
        }
        return mirror == null ? source : mirror.locate(source);
    }

    private static Body openFile(URI address) {
        Path file = Path.of(address);
        try {
            if (Files.isDirectory(file)) {
                throw missing(address, null);
            }
            long length = Files.size(file);
            InputStream stream = Files.newInputStream(file);
            return new Body(address, new FileStream(stream, address), 0, length);
        } catch (NoSuchFileException | FileNotFoundException cause) {
            throw missing(address, cause);
        } catch (IOException cause) {
            throw new CacheException(Kind.NOT_FOUND, "cannot read " + address + ": " + cause, cause);
        }
    }

    private static CacheException missing(URI address, @Nullable Throwable cause) {
        return new CacheException(Kind.NOT_FOUND, address + " does not exist in the mirror", cause);
    }
}
