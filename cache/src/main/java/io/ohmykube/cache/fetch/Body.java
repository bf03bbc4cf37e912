package io.ohmykube.cache.fetch;

import io.ohmykube.cache.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.function.Function;

/**
 * Bytes on their way here. Reading throws {@link io.ohmykube.cache.CacheException} when the other side fails.
 *
 * @param from the address that was asked, after mirrors, before redirects
 * @param offset how many bytes of the whole are not in {@code stream}, because its reader has them already
 * @param length of the whole in bytes, or -1 if the other side did not say
 */
public record Body(URI from, InputStream stream, long offset, long length) implements AutoCloseable {
    /** Reads with {@code reader}, and tells what has come; when that fails, that it has come to nothing. */
    public <T> T tellingTo(Progress.Transfer transfer, Function<Body, T> reader) {
        transfer.advance(offset);
        CountingStream counted = new CountingStream(stream, transfer);
        try {
            return reader.apply(new Body(from, counted, offset, length));
        } catch (RuntimeException failed) {
            transfer.advance(-offset - counted.count());
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
