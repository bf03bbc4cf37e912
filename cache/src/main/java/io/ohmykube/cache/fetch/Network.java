package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The way to other hosts, one for the whole cache; made when it is first needed, and never where there is none. */
public final class Network {
    private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private final Duration timeout;
    private final boolean offline;
    private final Proxies proxies;
    private final @Nullable Path caFile;
    private @Nullable HttpClient client;
    private @Nullable ScheduledExecutorService scheduler;

    /**
     * @param timeout for connecting, for an answer, and for each pause in an answer
     * @param offline whether to refuse every connection
     * @param caFile PEM certificates to trust besides the usual ones, or null
     */
    public Network(Duration timeout, boolean offline, Proxies proxies, @Nullable Path caFile) {
        this.timeout = timeout;
        this.offline = offline;
        this.proxies = proxies;
        this.caFile = caFile;
        allowProxyPasswords();
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
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .connectTimeout(timeout)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .proxy(new Selector(proxies));
            if (caFile != null) {
                builder.sslContext(Trust.alsoIn(caFile));
            }
            client = builder.build();
        }
        return client;
    }

    /**
     * The JDK sends passwords to no proxy that is asked for a tunnel, unless this property of the whole process says so
     * before the first request is made. A user who has put the password into the proxy's address wants it to be sent.
     */
    private void allowProxyPasswords() {
        if ((proxies.https() + proxies.http()).contains("@") && System.getProperty(DISABLED_SCHEMES) == null) {
            System.setProperty(DISABLED_SCHEMES, "");
        }
    }

    /** The proxy between us and this address, or null; as {@link Proxies#proxyFor}. */
    @Nullable
    URI proxyFor(URI address) {
        return proxies.proxyFor(address);
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

    /** Tells the JDK which proxy to ask. */
    private static final class Selector extends ProxySelector {
        private final Proxies proxies;

        Selector(Proxies proxies) {
            this.proxies = proxies;
        }

        @Override
        public List<Proxy> select(URI address) {
            URI proxy = proxies.proxyFor(address);
            return List.of(
                    proxy == null
                            ? Proxy.NO_PROXY
                            : new Proxy(
                                    Proxy.Type.HTTP,
                                    InetSocketAddress.createUnresolved(proxy.getHost(), Proxies.port(proxy))));
        }

        @Override
        public void connectFailed(URI address, SocketAddress proxy, IOException cause) {
            // Who asked is told by the exception.
        }
    }
}
