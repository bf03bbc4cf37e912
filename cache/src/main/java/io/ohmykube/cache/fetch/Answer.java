package io.ohmykube.cache.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;

/**
 * What a server said.
 *
 * @param address that was asked first
 */
public record Answer(URI address, int status, HttpHeaders headers, Body body) implements AutoCloseable {
    public boolean ok() {
        return status == 200;
    }

    /** Closes without minding how. */
    public void discard() {
        try {
            close();
        } catch (IOException ignoredOnceTheStatusIsKnown) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
