package io.ohmykube.cache.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * Bytes on their way here. Reading throws {@link io.ohmykube.cache.CacheException} when the other side fails.
 *
 * @param from the address that was asked, after mirrors, before redirects
 * @param length in bytes, or -1 if the other side did not say
 */
public record Body(URI from, InputStream stream, long length) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        stream.close();
    }
}
