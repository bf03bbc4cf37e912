package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The way to other hosts, one for the whole cache; made when it is first needed, and never where there is none. */
public final class Network {
    private final Duration timeout;
    private final boolean offline;
    private @Nullable HttpClient client;
    private @Nullable ScheduledExecutorService scheduler;

    /**
     * @param timeout for connecting, for an answer, and for each pause in an answer
     * @param offline whether to refuse every connection
     */
    public Network(Duration timeout, boolean offline, Proxies proxies, @Nullable Path caFile) {
        this.timeout = timeout;
        this.offline = offline;
    }

    /**
     * Goes on if hosts may be connected to.
     *
     * @param what is wanted from there
     * @throws CacheException of kind NOT_FOUND if not
     */
    public void requireFor(String what) {
        if (offline) {
            throw new CacheException(
                    Kind.NOT_FOUND,
                    what + " is not in the cache, and --offline was given; bring it with 'ohmykube bundle load FILE',"
                            + " or fetch it where there is a network with 'ohmykube cache prefetch'",
                    null);
        }
    }

    public boolean isOffline() {
        return offline;
    }

    Duration timeout() {
        return timeout;
    }

    synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(timeout)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
        }
        return client;
    }

    synchronized ScheduledExecutorService scheduler() {
        if (scheduler == null) {
            scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "cache-transfers");
                thread.setDaemon(true);
                return thread;
            });
        }
        return scheduler;
    }
}
